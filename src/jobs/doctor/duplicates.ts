/** How a second customer with the same key is refused. */
import type { VendorFinding } from '../../core/vendor-profile.js';
import { toCustomerBody, toName, withoutFields, withZipcode, toZipcode, type TrialBody } from './bodies.js';
import { readCustomer } from './create.js';
import { findOurs } from './find-ours.js';
import { judgeDuplicate } from './judge/duplicates.js';
import { toSkipped } from './finding.js';
import { toRecord, toUid } from './records.js';
import { isGood, requireFirst, type MadeCustomer, type Visit } from './visit.js';

export async function repeatExternalId(visit: Visit): Promise<readonly VendorFinding[]> {
  const first = requireFirst(visit);
  const { externalId } = await readCustomer(visit, first.uid);
  if (externalId === undefined || externalId !== first.sent['externalId']) {
    return [toSkipped('duplicateExternalId', 'the API does not keep the externalId of a create')];
  }
  return [await repeat(visit, 'duplicateExternalId', '1 same externalId', { externalId })];
}

export async function repeatEmail(visit: Visit): Promise<readonly VendorFinding[]> {
  const { uid, sent } = requireFirst(visit);
  const { email, emailUnique } = sent;
  const isKept = typeof (await readCustomer(visit, uid))['email'] === 'string';
  if (email === undefined || emailUnique === undefined || !isKept) {
    return [toSkipped('duplicateEmail', 'the API does not keep an email with emailUnique')];
  }
  return [await repeat(visit, 'duplicateEmail', '1 same email', { email, emailUnique: true })];
}

/** Sends a create that shares one key with the first customer; a twin that comes of it is noted, and deleted in the end. */
async function repeat(
  visit: Visit,
  id: 'duplicateExternalId' | 'duplicateEmail',
  what: string,
  key: TrialBody,
): Promise<VendorFinding> {
  const first = requireFirst(visit);
  const body = { ...toOthers(visit, first, what), ...key };
  const answer = await visit.ask({ method: 'POST', route: 'POST /customers', path: '/customers', body });
  if (!isGood(answer)) return judgeDuplicate(id, { answer, isTwin: false });
  const record = toRecord(answer.json) ?? (await findOurs(visit)).find(({ name }) => name === toName(what));
  const isTwin = record !== undefined && toUid(record) !== first.uid;
  if (isTwin) visit.note('customer', record, toName(what));
  return judgeDuplicate(id, { answer, isTwin });
}

/** A customer with keys of its own, without what the first one was refused for. */
function toOthers({ token }: Visit, first: MadeCustomer, what: string): TrialBody {
  const body = withoutFields(toCustomerBody(token, what.replaceAll(' ', '-')), first.refused);
  const others = Object.entries(body).filter(
    ([name]) => !['email', 'emailUnique', 'externalId'].includes(name),
  );
  return withZipcode({ ...Object.fromEntries(others), name: toName(what) }, toZip(first));
}

function toZip({ sent }: MadeCustomer): string | number | undefined {
  const zipcode = toZipcode(sent);
  return typeof zipcode === 'string' || typeof zipcode === 'number' ? zipcode : undefined;
}
