/** What sub-accounts say. Pure. */
import type { ProbeAnswer } from '../../../api/probe.js';
import type { VendorFinding } from '../../../core/vendor-profile.js';
import { asExpected, PROFILE_OPTION, toDanger, toNote, toOption, toUnknown } from '../finding.js';
import { toObject, toRecords, toShown, toUids } from '../records.js';
import { isGood, toSaid } from '../visit.js';
import type { OwnerEvidence } from './addresses.js';

export function judgeSubAccountCreate({
  wasRefused,
  echoed,
  owner,
}: Pick<OwnerEvidence, 'wasRefused' | 'echoed' | 'owner'>): VendorFinding {
  const id = 'subAccountCreate';
  if (wasRefused) {
    const meaning = '--sub-account per-customer is refused, unless import leaves customerId out.';
    return toOption(id, {
      result: 'refused',
      detail: 'accepted without customerId only',
      meaning,
      option: PROFILE_OPTION,
    });
  }
  if (echoed === owner) return asExpected(id, 'kept', 'the answer says whose the sub-account is');
  if (echoed === undefined) {
    return asExpected(id, 'accepted', 'accepted; the answer does not say whose the sub-account is');
  }
  return toNote(id, {
    result: 'dropped',
    detail: `the answer says ${toShown(echoed)} for customerId`,
    meaning: 'A sub-account does not belong to its customer in Bitpowr; import finds it by its externalId.',
  });
}

export function judgeSubAccountList(answer: ProbeAnswer): VendorFinding {
  const id = 'subAccountList';
  if (!isGood(answer)) {
    const meaning =
      'Import can not look whether a sub-account is there. After a lost connection, --sub-account per-customer leaves rows in doubt.';
    return toDanger(id, { result: String(answer.status), detail: `answered ${toSaid(answer)}`, meaning });
  }
  if (toRecords(answer.json) !== undefined) return asExpected(id, 'list', 'answered with a list');
  if (toObject(toObject(answer.json)?.['data']) !== undefined) {
    const meaning = 'Only one sub-account can be seen; others can not be looked up.';
    return toNote(id, {
      result: 'object',
      detail: 'answered with one sub-account in place of a list',
      meaning,
    });
  }
  const meaning = 'Sub-accounts can not be looked up.';
  return toDanger(id, { result: 'unreadable', detail: `answered ${toShown(answer.text)}`, meaning });
}

export function judgeSubAddressOwner(evidence: OwnerEvidence): VendorFinding {
  const id = 'subAccountCustomerId';
  const { wasRefused, echoed, owner, isListed, isFilterKept } = evidence;
  if (wasRefused) {
    const meaning = 'Addresses under sub-accounts are refused, unless import leaves customerId out.';
    return toOption(id, {
      result: 'refused',
      detail: 'accepted without customerId only',
      meaning,
      option: PROFILE_OPTION,
    });
  }
  if (echoed === owner) return asExpected(id, 'kept', 'the answer says whose the address is');
  const detail = `the answer says ${toShown(echoed)} for customerId`;
  if (isFilterKept === true && isListed)
    return asExpected(id, 'kept', `${detail}; the list by customerId has it`);
  if (isFilterKept !== true)
    return toUnknown(id, `${detail}, and the list by customerId does not tell it either`);
  return toOption(id, {
    result: 'dropped',
    detail: `${detail}, and the list by customerId does not have it`,
    meaning:
      'Import must look for addresses in the list of their sub-account; else each import makes another one.',
    option: PROFILE_OPTION,
  });
}

/** `address`: the uid of the one that was made under the sub-account; empty: not known. */
export function judgeSubAccountAddressList(answer: ProbeAnswer, address: string): VendorFinding {
  const id = 'subAccountAddressList';
  const isListed = address === '' ? toUids(answer.json).length > 0 : toUids(answer.json).includes(address);
  if (isGood(answer) && isListed) return asExpected(id, 'works', 'it has the address that was made');
  const seen = isGood(answer) ? 'without the address that was made' : '';
  return toNote(id, {
    result: isGood(answer) ? 'empty' : String(answer.status),
    detail: `answered ${toSaid(answer)} ${seen}`.trim(),
    meaning: 'Import can look for addresses under a sub-account in GET /addresses only.',
  });
}
