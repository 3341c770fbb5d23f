/** What an import can use of the findings. Pure. */
import type { VendorCheck, VendorFacts, VendorFinding } from '../../core/vendor-profile.js';

const PAGE_SIZES: readonly VendorCheck[] = ['pageSizeCustomers', 'pageSizeAddresses', 'pageSizeSubAccounts'];

export function toFacts(findings: readonly VendorFinding[]): VendorFacts {
  const results = new Map(findings.map(({ id, result }) => [id, result]));
  const pick = <T extends string>(id: VendorCheck, words: readonly T[]): T | 'unknown' =>
    words.find((word) => word === results.get(id)) ?? 'unknown';
  const sizes = PAGE_SIZES.map((id) => Number(results.get(id))).filter((size) => size > 0);
  const status = Number(results.get('createStatus'));
  return {
    keepsExternalId: pick('externalId', ['kept', 'dropped', 'refused']),
    zipcode: pick('zipcode', ['any', 'number', 'text']),
    clears: pick('clearing', ['empty', 'null', 'omit']),
    subAccountOwner: pick('subAccountCreate', ['kept', 'dropped', 'refused']),
    refusesTwinByExternalId: toRefusal(results.get('duplicateExternalId')),
    refusesTwinByEmail: toRefusal(results.get('duplicateEmail')),
    subAccountCustomerId: pick('subAccountCustomerId', ['kept', 'dropped', 'refused']),
    largestPage: sizes.length === 0 ? null : Math.min(...sizes),
    createStatus: status > 0 ? status : null,
  };
}

function toRefusal(result: string | undefined): 'yes' | 'no' | 'unknown' {
  if (result === undefined || result === 'unknown' || result === 'skipped') return 'unknown';
  return result === 'accepted' ? 'no' : 'yes';
}
