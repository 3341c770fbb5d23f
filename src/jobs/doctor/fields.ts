/** What the first customer kept of its create, and of an update. */
import type { VendorCheck, VendorFinding } from '../../core/vendor-profile.js';
import { toChangedBody, withoutFields, withZipcode, toZipcode, type TrialBody } from './bodies.js';
import { readCustomer } from './create.js';
import { judgeEmailUnique, judgeExternalId, judgeField, type Field } from './judge/fields.js';
import { sendShrinking } from './send-shrinking.js';
import { isGood, requireFirst, toSaid, Unanswered, type Visit } from './visit.js';

const FIELDS: readonly Field[] = ['name', 'email', 'phone', 'description', 'address', 'metaData'];

export async function readFirst(visit: Visit): Promise<readonly VendorFinding[]> {
  const { uid, sent, refused } = requireFirst(visit);
  const record = await readCustomer(visit, uid);
  const toEvidence = (field: string) => ({ sent: sent[field], wasRefused: refused.includes(field), record });
  return [
    judgeExternalId(toEvidence('externalId')),
    judgeEmailUnique(refused.includes('emailUnique'), sent['emailUnique'] === true),
    ...FIELDS.map((field) => judgeField({ id: field, field, ...toEvidence(field) })),
  ];
}

const UPDATE_CHECKS: Readonly<Record<Field, VendorCheck>> = {
  name: 'updateName',
  email: 'updateEmail',
  phone: 'updatePhone',
  description: 'updateDescription',
  address: 'updateAddress',
  metaData: 'updateMetaData',
};

/** Changes every field of the first customer. */
export async function updateFirst(visit: Visit): Promise<readonly VendorFinding[]> {
  const first = requireFirst(visit);
  const before = await readCustomer(visit, first.uid);
  const { result, sent, refused } = await sendShrinking(
    visit,
    toUpdateRequest(first.uid),
    toUpdateBody(visit, first.sent, first.refused),
  );
  if (result.kind === 'failed' || result.status >= 500) {
    throw new Unanswered(
      `POST /customers/{uid}: ${result.kind === 'failed' ? result.message : toSaid(result)}`,
    );
  }
  if (!isGood(result)) throw new Unanswered(`POST /customers/{uid} was answered ${toSaid(result)}`);
  const record = await readCustomer(visit, first.uid);
  return FIELDS.map((field) =>
    judgeField({
      id: UPDATE_CHECKS[field],
      field,
      sent: sent[field],
      wasRefused: refused.includes(field),
      record,
      before: before[field],
    }),
  );
}

export function toUpdateRequest(uid: string) {
  return {
    method: 'POST',
    route: 'POST /customers/{uid}',
    path: `/customers/${encodeURIComponent(uid)}`,
    isRepeatable: true,
  } as const;
}

/** The zipcode goes in the form that the create took. What the create refused is tried again: an update may take it. */
function toUpdateBody({ token }: Visit, created: TrialBody, refused: readonly string[]): TrialBody {
  const body = withoutFields(
    toChangedBody(token, '1'),
    refused.filter((field) => field.startsWith('address.')),
  );
  const zipcode = toZipcode(created);
  if (zipcode === undefined) return withZipcode(body, undefined);
  return typeof zipcode === 'number' ? withZipcode(body, zipcode + 1) : body;
}
