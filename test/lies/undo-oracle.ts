/** What must be true after an undo: only what the run made is gone, and who was there before is as before. */
import type { SandboxSnapshot } from '../../src/sandbox/index.js';
import { ownCustomers, readCsv, toMarkerOf, type Evidence } from './oracle.js';

/** `seeds`: how many customers existed before the run that is undone; they were created first. */
export function judgeUndo({ files, before, after, stopped }: Evidence, seeds: number): string[] {
  const faults: string[] = [];
  const old = (snapshot: SandboxSnapshot) => snapshot.customers.slice(0, seeds);
  if (old(after).some(({ deletedAt }) => deletedAt !== null))
    faults.push('somebody who was there before is deleted');
  const strangers = (snapshot: SandboxSnapshot): string =>
    JSON.stringify(old(snapshot).filter(({ name }) => toMarkerOf(name) === ''));
  if (strangers(before) !== strangers(after)) faults.push('a stranger was changed');
  if (stopped === 'budget_reached') faults.push('the undo has no end');
  for (const line of readCsv(files, 'results.csv')) {
    const { bulk_status: status = '', bulk_uid: uid = '' } = line;
    const customer = after.customers.find((one) => one.uid === uid);
    if (uid !== '' && customer === undefined) faults.push(`no customer has the uid ${uid}`);
    const isDeletion = line['bulk_undo'] === 'delete';
    const isDone = ['deleted', 'unchanged', 'updated'].includes(status);
    if (isDone && isDeletion && customer?.deletedAt === null) {
      faults.push(`${customer.name} is ${status} and still there`);
    }
    if (isDone && !isDeletion && customer?.name !== line['name']) {
      faults.push(`${line['name'] ?? ''} is ${status} and was not given back its name`);
    }
    const marker = toMarkerOf(customer?.name ?? '');
    const named = toMarkerOf(line['name'] ?? '');
    if (marker !== named) faults.push(`the line of ${named} has the uid of ${marker || 'a stranger'}`);
    if (ownCustomers(after, marker).length > 1) faults.push(`${marker} is there twice`);
  }
  return faults;
}
