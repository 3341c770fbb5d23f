/** What addresses say. Pure. */
import type { ProbeAnswer } from '../../../api/probe.js';
import type { VendorFinding } from '../../../core/vendor-profile.js';
import { asExpected, toDanger, toNote, toUnknown } from '../finding.js';
import { toRecord, toRecords, toShown, toUids } from '../records.js';
import type { TakenBody } from '../send-shrinking.js';
import { isGood, toSaid } from '../visit.js';

export function judgeAddressCreate({
  result,
  refused,
  refusals,
}: Pick<TakenBody, 'result' | 'refused' | 'refusals'>): VendorFinding {
  const id = 'addressCreate';
  if (result.kind === 'failed') return toUnknown(id, result.message);
  if (!isGood(result)) {
    return toDanger(id, {
      result: 'refused',
      detail: `answered ${toSaid(refusals[0] ?? result)}`,
      meaning: 'No address can be made under this wallet and of this asset.',
    });
  }
  if (refused.includes('addressType')) {
    const meaning = 'Rows that ask for an address are refused, because import sends addressType.';
    return toDanger(id, {
      result: 'addressType refused',
      detail: 'accepted without addressType only',
      meaning,
    });
  }
  if (toRecord(result.json) === undefined) {
    const meaning = 'Import looks each new address up in the list: it is slower.';
    return toNote(id, {
      result: 'without a record',
      detail: `answered ${result.status}, without the address`,
      meaning,
    });
  }
  return asExpected(id, String(result.status), `answered ${result.status}`);
}

/** `unseen`: the answer and the list do not say which address was made. */
export type AddressText =
  | { readonly kind: 'valid' }
  | { readonly kind: 'unseen' }
  | { readonly kind: 'invalid'; readonly problem: string };

/** Whether the address itself is one: its checksum and its network. */
export function judgeAddressText(text: AddressText): VendorFinding {
  const id = 'addressText';
  if (text.kind === 'valid') return asExpected(id, 'valid', 'its checksum and its network are right');
  if (text.kind === 'unseen') return toUnknown(id, 'the address that was made is not known');
  return toDanger(id, {
    result: 'invalid',
    detail: text.problem,
    meaning: 'Import writes no such address; its rows fail. Ask the vendor.',
  });
}

export interface OwnerEvidence {
  readonly wasRefused: boolean;
  /** `customerId` in the answer to the create. */
  readonly echoed: unknown;
  /** The customer it was made for. */
  readonly owner: string;
  /** The list of the owner's addresses has it. */
  readonly isListed: boolean;
  readonly isFilterKept: boolean | undefined;
}

export function judgeAddressOwner(evidence: OwnerEvidence): VendorFinding {
  const id = 'addressOwner';
  const { wasRefused, echoed, owner, isListed, isFilterKept } = evidence;
  if (wasRefused) {
    const meaning = 'No address can be given to a customer: rows that ask for one are refused.';
    return toDanger(id, { result: 'refused', detail: 'accepted without customerId only', meaning });
  }
  if (echoed === owner) return asExpected(id, 'echoed', 'the answer says whose the address is');
  if (isFilterKept === true && isListed) {
    return asExpected(
      id,
      'kept',
      'the answer does not say whose the address is; the list by customerId has it',
    );
  }
  const detail = `the answer says ${toShown(echoed)} for customerId`;
  if (isFilterKept !== true)
    return toUnknown(id, `${detail}, and the list by customerId does not tell it either`);
  return toDanger(id, {
    result: 'dropped',
    detail: `${detail}, and the list by customerId does not have it`,
    meaning: 'An address does not belong to its customer: each import makes another one.',
  });
}

/** `byOwner`: the list of a customer with this one address; `byOther`: that of one who has none. */
export function judgeOwnerFilter({
  byOwner,
  byOther,
  address,
}: {
  readonly byOwner: ProbeAnswer;
  readonly byOther: ProbeAnswer;
  readonly address: string;
}): VendorFinding {
  const id = 'addressFilter';
  const lists = [byOwner, byOther].map(({ json }) => toRecords(json));
  if (![byOwner, byOther].every(isGood) || lists.includes(undefined)) {
    return toUnknown(id, `GET /addresses was answered ${toSaid(byOwner)} and ${toSaid(byOther)}`);
  }
  const isKept =
    toUids(byOther.json).length === 0 &&
    toUids(byOwner.json).every((uid) => address === '' || uid === address);
  if (isKept) return asExpected(id, 'honoured', 'a customer without an address has an empty list');
  return toDanger(id, {
    result: 'ignored',
    detail: 'the list has addresses of other customers',
    meaning:
      "A customer's addresses can't be distinguished from others: import makes no address where one may exist.",
  });
}

/** `byAsset`: the customer's addresses of another asset than its one address has. */
export function judgeAssetFilter({
  byAsset,
  address,
  other,
}: {
  readonly byAsset: ProbeAnswer;
  readonly address: string;
  readonly other: string;
}): VendorFinding {
  const id = 'assetFilter';
  if (!isGood(byAsset)) return asExpected(id, 'refused', `asset=${other} was answered ${toSaid(byAsset)}`);
  if (address === '') return toUnknown(id, 'the address that was made is not known');
  if (!toUids(byAsset.json).includes(address)) {
    return asExpected(id, 'honoured', `asset=${other} does not give the address of another asset`);
  }
  return toNote(id, {
    result: 'ignored',
    detail: `asset=${other} gives an address of another asset`,
    meaning: 'Import looks at the asset of each address itself.',
  });
}
