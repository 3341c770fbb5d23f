/** How lists behave. Pure. */
import type { VendorCheck, VendorFinding } from '../../../core/vendor-profile.js';
import { asExpected, toDanger, toNote, toUnknown } from '../finding.js';
import { toObject, toShown } from '../records.js';

export interface SizeAnswer {
  readonly perPage: number;
  readonly isAccepted: boolean;
  /** How many records came; 0 where it was refused. */
  readonly records: number;
  /** The page is not the last one. */
  readonly hasMore: boolean;
  /** `422: perPage must not be above 20`. */
  readonly said: string;
}

/** `answers`: from the largest page to the one that was accepted. */
export function judgePageSize(id: VendorCheck, answers: readonly SizeAnswer[]): VendorFinding {
  const accepted = answers.find(({ isAccepted }) => isAccepted);
  const refused = answers.filter(({ isAccepted }) => !isAccepted);
  const detail = refused.map(({ perPage, said }) => `perPage=${perPage} was answered ${said}`).join('; ');
  if (accepted === undefined) return toUnknown(id, detail);
  const result = String(accepted.perPage);
  if (refused.length === 0 && accepted.hasMore && accepted.records < accepted.perPage) {
    const meaning = 'Pages are smaller than asked for; lists go by totalPages.';
    const found = `perPage=${result} was accepted, and gives ${accepted.records} records`;
    return toNote(id, { result, detail: found, meaning });
  }
  if (refused.length === 0) return asExpected(id, result, `perPage=${result} was accepted`);
  const meaning = `Lists are read in pages of ${result}, which takes more requests; the size is found.`;
  return toNote(id, { result, detail, meaning });
}

/** `first`, `second`: uids of the pages 1 and 2, each of one record. */
export function judgePages({
  first,
  second,
}: {
  readonly first: readonly string[];
  readonly second: readonly string[];
}): VendorFinding {
  const id = 'pagesCustomers';
  if (first.length === 0) return toUnknown(id, 'page 1 was empty');
  if (!second.some((uid) => first.includes(uid))) {
    return asExpected(id, 'honoured', 'page 2 has other customers than page 1');
  }
  return toDanger(id, {
    result: 'ignored',
    detail: 'page 2 has the customers of page 1',
    meaning: 'Only the first page can be read: import and export stop with list_endless.',
  });
}

const TOTAL_NAMES = ['totalPages', 'totalPage'];

export function judgeTotalPages({
  json,
  header,
}: {
  readonly json: unknown;
  readonly header: string | undefined;
}): VendorFinding {
  const id = 'totalPagesCustomers';
  const told = toTotalPages(json);
  if (told !== undefined) return asExpected(id, 'body', `the body says ${toShown(told)} pages of one`);
  if (header !== undefined) return asExpected(id, 'header', `a header says ${header} pages of one`);
  return toNote(id, {
    result: 'absent',
    detail: 'no field of the body and no header says how many pages there are',
    meaning: 'Lists are read until a page brings nothing new.',
  });
}

/** As the body says it, number or text. */
export function toTotalPages(json: unknown): unknown {
  const body = toObject(json) ?? {};
  return TOTAL_NAMES.map((name) => body[name]).find((value) => value !== undefined);
}

export interface OrderEvidence {
  /** Uids of the first page in each order. */
  readonly desc: readonly string[];
  readonly asc: readonly string[];
  readonly older: string;
  readonly newer: string;
}

export function judgeOrder({ desc, asc, older, newer }: OrderEvidence): VendorFinding {
  const id = 'orderCustomers';
  const inDesc = isBefore(desc, newer, older);
  const inAsc = isBefore(asc, older, newer);
  const isOther = asc.length > 0 && asc[0] !== desc[0];
  if (inDesc === true && (inAsc ?? isOther)) return asExpected(id, 'honoured', 'asc and desc by creation');
  if (inDesc === undefined && inAsc === undefined) {
    return toUnknown(id, 'the customers of this check are on neither first page');
  }
  const always = inDesc === true ? 'desc' : inAsc === true ? 'asc' : 'not asc and not desc';
  return toNote(id, {
    result: `always ${always}`,
    detail: `the order is ${always}, and orderBy is ignored`,
    meaning:
      'Customers made while a list is read can move its pages; import and export read it again where it matters.',
  });
}

/** Undefined: one of them is not there. */
function isBefore(uids: readonly string[], first: string, second: string): boolean | undefined {
  const [one, other] = [uids.indexOf(first), uids.indexOf(second)];
  return one === -1 || other === -1 ? undefined : one < other;
}
