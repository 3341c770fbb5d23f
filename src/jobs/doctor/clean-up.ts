/** Deletes the customers that were made, where the API lets customers be deleted. */
import type { VendorFinding } from '../../core/vendor-profile.js';
import { listOf } from './addresses.js';
import { toUnknown } from './finding.js';
import { findOurs } from './find-ours.js';
import { judgeDelete, type DeleteEvidence } from './judge/ends.js';
import { toRecord, toRecords } from './records.js';
import { isGood, toSaid, Unanswered, type Visit } from './visit.js';

/** Throws `VisitEnded`; what is left then stays in `visit.made`. */
export async function cleanUp(visit: Visit): Promise<readonly VendorFinding[]> {
  await unlessUnanswered(() => noteCustomers(visit));
  await unlessUnanswered(() => noteAddresses(visit));
  const customers = visit.made.filter(({ kind }) => kind === 'customer');
  const seen: DeleteEvidence[] = [];
  let problem = 'no customer could be made';
  for (const { uid } of customers) {
    const why = await unlessUnanswered(async () => {
      seen.push(await deleteCustomer(visit, uid));
    });
    problem = why ?? problem;
  }
  const [evidence] = seen;
  return [evidence === undefined ? toUnknown('delete', problem) : judgeDelete(evidence)];
}

/** Gives why it could not continue. What is known by then is tidied up all the same. */
async function unlessUnanswered(action: () => Promise<void>): Promise<string | undefined> {
  try {
    await action();
    return undefined;
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    return error.message;
  }
}

/** Records whose create was in doubt are found only in the list. */
async function noteCustomers(visit: Visit): Promise<void> {
  for (const record of await findOurs(visit)) visit.note('customer', record, toText(record['name']));
}

async function noteAddresses(visit: Visit): Promise<void> {
  if (visit.accountId === undefined) return;
  const answer = await listOf(visit, { accountId: visit.accountId });
  for (const record of toRecords(answer.json) ?? []) {
    const label = toText(record['label']);
    if (label.includes(visit.token)) visit.note('address', record, label);
  }
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Deletes one, and looks whether it is gone: the answer alone does not prove it. */
async function deleteCustomer(visit: Visit, uid: string): Promise<DeleteEvidence> {
  const path = `/customers/${encodeURIComponent(uid)}`;
  const route = 'DELETE /customers/{uid}';
  const answer = await visit.ask({ method: 'DELETE', route, path, isRepeatable: true });
  const after = await visit.ask({ method: 'GET', route: 'GET /customers/{uid}', path });
  const deletedAt = toRecord(after.json)?.['deletedAt'];
  const isGone = after.status === 404 || (deletedAt !== undefined && deletedAt !== null);
  if (isGone) visit.noteDeleted(uid);
  return { status: answer.status, said: toSaid(answer), isGone, isGood: isGood(answer) };
}
