/** What an update does to fields that it leaves out, and what clears one. */
import type { VendorFinding } from '../../core/vendor-profile.js';
import { toCustomerBody, toName, withoutFields, withZipcode, toZipcode, type TrialBody } from './bodies.js';
import { readCustomer } from './create.js';
import { toUpdateRequest } from './fields.js';
import { judgeClearing, judgeLeftOut, type ClearingFate } from './judge/updates.js';
import { isGood, requireFirst, toSaid, Unanswered, type Visit } from './visit.js';

const LEFT_OUT = ['email', 'phone', 'description', 'address', 'metaData'] as const;

/** Fills the first customer, then updates its name alone. */
export async function leaveOut(visit: Visit): Promise<readonly VendorFinding[]> {
  const { uid } = requireFirst(visit);
  await fill(visit);
  const before = await readCustomer(visit, uid);
  await update(visit, { name: toName('1') });
  const after = await readCustomer(visit, uid);
  return [judgeLeftOut(LEFT_OUT.map((field) => ({ field, before: before[field], after: after[field] })))];
}

/** Tries on the description, which is always text. */
export async function clear(visit: Visit): Promise<readonly VendorFinding[]> {
  const fates = {
    null: await clearWith(visit, { description: null }),
    empty: await clearWith(visit, { description: '' }),
    omit: await clearWith(visit, {}),
  };
  return [judgeClearing(fates)];
}

async function clearWith(visit: Visit, change: TrialBody): Promise<ClearingFate> {
  const { uid } = requireFirst(visit);
  const whole = await fill(visit);
  const before = await readCustomer(visit, uid);
  if (isNothing(before['description']))
    throw new Unanswered('the description is not kept, so there is nothing to clear');
  const { description, ...others } = whole;
  const answer = await visit.ask({ ...toUpdateRequest(uid), body: { ...others, ...change } });
  if (!isGood(answer)) return 'refused';
  const after = await readCustomer(visit, uid);
  return isNothing(after['description'])
    ? 'cleared'
    : after['description'] === description
      ? 'kept'
      : 'changed';
}

/** Sets every field that the create took; gives what was sent. */
async function fill(visit: Visit): Promise<TrialBody> {
  const { sent, refused, suspected } = requireFirst(visit);
  const whole = withoutFields(toCustomerBody(visit.token, '1'), [
    ...refused,
    ...suspected,
    'emailUnique',
    'externalId',
  ]);
  const zipcode = toZipcode(sent);
  const body = typeof zipcode === 'number' ? withZipcode(whole, zipcode) : whole;
  await update(visit, body);
  return body;
}

async function update(visit: Visit, body: TrialBody): Promise<void> {
  const { uid } = requireFirst(visit);
  const answer = await visit.ask({ ...toUpdateRequest(uid), body });
  if (!isGood(answer)) throw new Unanswered(`POST /customers/{uid} was answered ${toSaid(answer)}`);
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
