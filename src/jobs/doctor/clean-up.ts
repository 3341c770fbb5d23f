/** Deletes the customers that were made, where the API lets customers be deleted. */
import type { VendorFinding } from '../../core/vendor-profile.js';
import { findOurs } from './find-ours.js';
import { judgeDelete, type DeleteEvidence } from './judge/ends.js';
import { toRecord } from './records.js';
import { toUnknown } from './finding.js';
import { isGood, toSaid, Unanswered, type Visit } from './visit.js';

/** Throws `Unanswered`, `VisitEnded`; what is left then stays in `visit.made`. */
export async function cleanUp(visit: Visit): Promise<readonly VendorFinding[]> {
  await noteOthers(visit);
  const customers = visit.made.filter(({ kind }) => kind === 'customer');
  let evidence: DeleteEvidence | undefined;
  for (const { uid } of customers) {
    const seen = await deleteCustomer(visit, uid);
    if (seen.isGone) visit.noteDeleted(uid);
    evidence ??= seen;
    // Nobody else could be deleted either.
    if (!seen.isGone) break;
  }
  if (evidence === undefined) return [toUnknown('delete', 'no customer could be made')];
  return [judgeDelete(evidence)];
}

/** Customers whose create was in doubt stand in the list alone. */
async function noteOthers(visit: Visit): Promise<void> {
  try {
    for (const record of await findOurs(visit)) {
      visit.note('customer', record, String(record['name'] as string | number));
    }
  } catch (error) {
    // Those whose uids are known can be deleted all the same.
    if (!(error instanceof Unanswered)) throw error;
  }
}

async function deleteCustomer(visit: Visit, uid: string): Promise<DeleteEvidence> {
  const path = `/customers/${encodeURIComponent(uid)}`;
  const answer = await visit.ask({ method: 'DELETE', route: 'DELETE /customers/{uid}', path });
  if (!isGood(answer)) return { status: answer.status, said: toSaid(answer), isGone: false };
  const after = await visit.ask({ method: 'GET', route: 'GET /customers/{uid}', path });
  const deletedAt = toRecord(after.json)?.['deletedAt'];
  const isGone = !isGood(after) || (deletedAt !== undefined && deletedAt !== null);
  return { status: answer.status, said: toSaid(answer), isGone };
}
