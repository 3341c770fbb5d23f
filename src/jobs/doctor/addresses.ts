/** Addresses: whose they are, and whether their list keeps to its filters. */
import type { VendorFinding } from '../../core/vendor-profile.js';
import { toKey, toName } from './bodies.js';
import { findPageSize, getPage, type ListPlace } from './lists.js';
import {
  judgeAddressCreate,
  judgeAddressOwner,
  judgeAddressText,
  type AddressText,
  judgeAssetFilter,
  judgeOwnerFilter,
} from './judge/addresses.js';
import { readAddress } from '../../api/wire.js';
import { checkAddress } from '../../send/address-check.js';
import { toRecord, toRecords, toUids, type AnswerJson } from './records.js';
import { sendShrinking, type TakenBody } from './send-shrinking.js';
import type { ProbeAnswer, ProbeRequest } from '../../api/probe.js';
import { isGood, requireFirst, toSaid, Unanswered, type Visit } from './visit.js';

const LIST: ListPlace = { route: 'GET /addresses', path: '/addresses' };

/** One address under the wallet, for the first customer. */
export async function createAddress(visit: Visit): Promise<readonly VendorFinding[]> {
  const { uid } = requireFirst(visit);
  const route = 'POST /addresses';
  const body = { ...toAddressBody(visit, '1', uid), accountId: visit.accountId };
  const { taken, answer } = await makeAddress(visit, { method: 'POST', route, path: '/addresses' }, body);
  if (answer === undefined) return [judgeAddressCreate(taken)];
  const byOwner = await listOf(visit, { customerId: uid });
  const record = toRecord(answer.json) ?? (await findAddress(visit, byOwner, body.label));
  const address = record === undefined ? '' : visit.note('address', record, toName('address 1'));
  const byOther = await listOf(visit, { customerId: visit.second?.uid ?? crypto.randomUUID() });
  const filter = judgeOwnerFilter({ byOwner, byOther, address });
  visit.isOwnerFilterKept =
    filter.result === 'ignored' ? false : filter.result === 'honoured' ? true : undefined;
  const other = visit.asset === 'BTC' ? 'ETH' : 'BTC';
  return [
    judgeAddressCreate(taken),
    judgeAddressText(await checkText(visit, record)),
    judgeAddressOwner({
      wasRefused: taken.refused.includes('customerId'),
      echoed: record?.['customerId'],
      owner: uid,
      isListed: toUids(byOwner.json).includes(address),
      isFilterKept: visit.isOwnerFilterKept,
    }),
    filter,
    judgeAssetFilter({ byAsset: await listOf(visit, { customerId: uid, asset: other }), address, other }),
  ];
}

export async function sizeAddresses(visit: Visit): Promise<readonly VendorFinding[]> {
  return [await findPageSize(visit, 'pageSizeAddresses', LIST)];
}

/** The address of a create whose answer did not say which it is. */
async function findAddress(
  visit: Visit,
  byOwner: ProbeAnswer,
  label: string,
): Promise<AnswerJson | undefined> {
  const found = findLabelled([byOwner], label);
  if (found !== undefined || visit.accountId === undefined) return found;
  return findLabelled([await listOf(visit, { accountId: visit.accountId })], label);
}

export function findLabelled(lists: readonly ProbeAnswer[], label: string): AnswerJson | undefined {
  return lists.flatMap(({ json }) => toRecords(json) ?? []).find((record) => record['label'] === label);
}

async function checkText({ asset, mode }: Visit, record: AnswerJson | undefined): Promise<AddressText> {
  const found = record === undefined ? undefined : readAddress(record);
  if (found?.kind !== 'found') return { kind: 'unseen' };
  if (mode === 'unknown') return { kind: 'unseen' };
  const problem = await checkAddress(found.value, { asset, mode });
  return problem === undefined ? { kind: 'valid' } : { kind: 'invalid', problem };
}

/** The first page of the addresses by some filters, newest first. */
export function listOf(visit: Visit, filters: Readonly<Record<string, string>>): Promise<ProbeAnswer> {
  return getPage(visit, LIST, { ...filters, page: 1, perPage: 10, orderBy: 'desc' });
}

export function toAddressBody({ token, asset }: Visit, what: string, customerId: string) {
  return {
    label: `${toKey(token, `address-${what}`)} (safe to delete)`,
    asset,
    customerId,
    ...(asset === 'BTC' ? { addressType: 'segwit' } : {}),
  };
}

/** Sends the create of an address. Throws `Unanswered`: it is not sent again, for that would make another one. */
export async function makeAddress(
  visit: Visit,
  request: Omit<ProbeRequest, 'body'>,
  body: Readonly<Record<string, unknown>>,
): Promise<{ readonly taken: TakenBody; readonly answer: ProbeAnswer | undefined }> {
  const taken = await sendShrinking(visit, request, body);
  const { result } = taken;
  if (result.kind === 'failed') throw new Unanswered(`${request.route}: ${result.message}`);
  if (result.status >= 500) throw new Unanswered(`${request.route} was answered ${toSaid(result)}`);
  return { taken, answer: isGood(result) ? result : undefined };
}
