/** What `doctor` found out about this account's API, as far as an import can use it. */
import type { ImportOptions } from '../../config/options.js';
import { findVendorProfile, readVendorProfile } from '../../config/vendor-profile.js';
import { BulkError } from '../../core/errors.js';
import type { Account } from '../../core/types.js';
import type { VendorFacts, VendorProfile } from '../../core/vendor-profile.js';
import type { LearnedForms } from '../../send/context.js';
import { countCreatesByExternalId, findRowWithLostKey } from '../../journal/plan-counts.js';
import type { Connection } from '../deps.js';
import type { Run } from '../run/run.js';

/** The facts of the profile that is given, or found in the reports folder. Throws `config_invalid`. */
export function readVendorFacts(
  { vendorProfile, reportsDir }: Pick<ImportOptions, 'vendorProfile' | 'reportsDir'>,
  { endpoint }: Pick<Connection, 'endpoint'>,
  { orgId }: Account,
): VendorFacts | undefined {
  const whose = { baseUrl: endpoint, orgId };
  if (vendorProfile === undefined) return findVendorProfile(reportsDir, whose)?.facts;
  const profile = readVendorProfile(vendorProfile);
  assertSameAccount(vendorProfile, profile, whose);
  return profile.facts;
}

function assertSameAccount(
  path: string,
  profile: VendorProfile,
  { baseUrl, orgId }: { readonly baseUrl: string; readonly orgId: string },
): void {
  if (profile.baseUrl === baseUrl && profile.orgId === orgId) return;
  throw new BulkError(
    'config_invalid',
    `The vendor profile ${path} is of ${profile.baseUrl}, organisation ${profile.orgId}; the credential is of ${baseUrl}, organisation ${orgId}.`,
    { hint: 'Run `bitpowr-bulk doctor` with this credential, or leave --vendor-profile out.' },
  );
}

/** Throws `field_not_kept` where the API is known to lose the key that identifies new customers. */
export function assertKeysKept(
  run: Run,
  facts: VendorFacts | undefined,
  { match }: Pick<ImportOptions, 'match'>,
): void {
  const { planned_create = 0 } = run.journal.countStates();
  const lost = planned_create === 0 ? undefined : findRowWithLostKey(run.journal.file, match);
  if (lost !== undefined) {
    const message = `The API did not keep the key of row ${lost}, which this run created before. No other customer was created.`;
    throw new BulkError('field_not_kept', message);
  }
  const createsByExternalId = planned_create === 0 ? 0 : countCreatesByExternalId(run.journal.file);
  const fate = facts?.keepsExternalId;
  if ((fate !== 'dropped' && fate !== 'refused') || createsByExternalId === 0) return;
  if (!match.includes('externalId')) return;
  throw new BulkError(
    'field_not_kept',
    `The vendor profile says that this API does not keep externalId (${fate}), which identifies ${createsByExternalId} rows. Nothing was sent.`,
  );
}

/**
 * What sending begins with; what the server shows otherwise is learned on the way. An undo puts null back where null was, so
 * that nothing differs from before.
 */
export function toFirstForms(
  facts: VendorFacts | undefined,
  { isUndo }: { readonly isUndo: boolean },
): LearnedForms {
  const { clears, keepsExternalId, subAccountCustomerId, subAccountOwner, zipcode } = facts ?? {};
  const isKept = { kept: true, dropped: false, refused: false, unknown: undefined };
  return {
    zipcodeIsText: zipcode === 'text',
    clear: clears === undefined || clears === 'unknown' ? (isUndo ? 'null' : 'empty') : clears,
    refusesExternalId: keepsExternalId === 'refused',
    refusesOwnerOfSubAccount: subAccountOwner === 'refused',
    refusesOwnerOfAddress: subAccountCustomerId === 'refused',
    keepsOwner: {
      wallet: undefined,
      sub_account: subAccountCustomerId === undefined ? undefined : isKept[subAccountCustomerId],
    },
    acceptsTwinBy: {
      externalId: facts?.refusesTwinByExternalId === 'no',
      email: facts?.refusesTwinByEmail === 'no',
    },
  };
}
