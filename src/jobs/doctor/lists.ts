/** How lists are cut into pages. */
import type { VendorCheck, VendorFinding } from '../../core/vendor-profile.js';
import { toRecords, toUids } from './records.js';
import {
  judgeOrder,
  judgePages,
  judgePageSize,
  judgeTotalPages,
  toTotalPages,
  type SizeAnswer,
} from './judge/lists.js';
import { isGood, requireFirst, toSaid, Unanswered, type Visit } from './visit.js';
import type { ProbeAnswer } from '../../api/probe.js';

const SIZES = [100, 50, 20, 10];

export interface ListPlace {
  /** @example 'GET /customers' */
  readonly route: string;
  /** With the filters; the paging is put behind it. */
  readonly path: string;
}

const CUSTOMERS: ListPlace = { route: 'GET /customers', path: '/customers' };

export async function sizeCustomers(visit: Visit): Promise<readonly VendorFinding[]> {
  return [await findPageSize(visit, 'pageSizeCustomers', CUSTOMERS)];
}

/** Asks for pages of each size, the largest first, until one is accepted. */
export async function findPageSize(visit: Visit, id: VendorCheck, place: ListPlace): Promise<VendorFinding> {
  const answers: SizeAnswer[] = [];
  for (const perPage of SIZES) {
    const answer = await getPage(visit, place, { page: 1, perPage });
    const isAccepted = isGood(answer) && toRecords(answer.json) !== undefined;
    const records = toRecords(answer.json)?.length ?? 0;
    const hasMore = Number(toTotalPages(answer.json) ?? answer.headers.totalPages) > 1;
    answers.push({ perPage, isAccepted, records, hasMore, said: toSaid(answer) });
    if (isAccepted || (!isGood(answer) && answer.status !== 400 && answer.status !== 422)) break;
  }
  return judgePageSize(id, answers);
}

/** Two customers are there at least, so that pages of one are two at least. */
export async function pageCustomers(visit: Visit): Promise<readonly VendorFinding[]> {
  requireFirst(visit);
  if (visit.second === undefined) throw new Unanswered('only one customer could be made');
  const first = await getList(visit, CUSTOMERS, { page: 1, perPage: 1 });
  const second = await getList(visit, CUSTOMERS, { page: 2, perPage: 1 });
  return [
    judgePages({ first: toUids(first.json), second: toUids(second.json) }),
    judgeTotalPages({ json: first.json, header: first.headers.totalPages }),
  ];
}

export async function orderCustomers(visit: Visit): Promise<readonly VendorFinding[]> {
  const { uid: older } = requireFirst(visit);
  const newer = visit.second?.uid;
  if (newer === undefined) throw new Unanswered('only one customer could be made');
  const desc = await getList(visit, CUSTOMERS, { page: 1, perPage: 10, orderBy: 'desc' });
  const asc = await getList(visit, CUSTOMERS, { page: 1, perPage: 10, orderBy: 'asc' });
  return [judgeOrder({ desc: toUids(desc.json), asc: toUids(asc.json), older, newer })];
}

async function getList(
  visit: Visit,
  place: ListPlace,
  query: Record<string, string | number>,
): Promise<ProbeAnswer> {
  const answer = await getPage(visit, place, query);
  if (isGood(answer) && toRecords(answer.json) !== undefined) return answer;
  throw new Unanswered(`${place.route} was answered ${toSaid(answer)}, without a list`);
}

export function getPage(
  visit: Visit,
  { route, path }: ListPlace,
  query: Readonly<Record<string, string | number>>,
): Promise<ProbeAnswer> {
  const entries = Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]);
  return visit.ask({ method: 'GET', route, path: `${path}?${new URLSearchParams(entries).toString()}` });
}
