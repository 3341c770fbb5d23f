/**
 * The addresses of a run are compared with the API's own list once more, so that no single answer decides where money goes.
 * The list is read newest first, one request for a hundred addresses. Rows that it contradicts, and a few that it does not
 * show, are asked for one by one. A list that lags behind is read again: an address that it does not show yet would be made a second
 * time by the next import.
 */
import type { RemoteAddress } from '../../core/api-port.js';
import type { LiveRow } from '../../core/journal-port.js';
import type { Journal } from '../../journal/journal.js';
import type { Run } from '../run/run.js';
import { withdrawAddress } from '../../send/address-outcome.js';
import { findContradiction, isConfirmedBy } from '../../send/confirm-address.js';
import { pause, type SendContext } from '../../send/context.js';
import { isTwin, readAddresses, withdrawTwin } from '../../send/second-look.js';
import { isMadeWith, NewestAddresses } from './newest-addresses.js';

const ROWS_PER_BATCH = 512;

/** Rows that are asked for one by one because the list does not show them. More: the list can't confirm addresses here. */
const MAX_SINGLE = 50;

/** Waits before the list is read again, as parts of the time in which a request may still take effect. */
const WAITS = [0.05, 0.1, 0.2];

/** Whether addresses of the run are still to be compared. */
export function isUnconfirmed(run: Run): boolean {
  return run.get('unconfirmed') === true && run.journal.countAddressed() > 0;
}

/**
 * Returns how many addresses were neither confirmed nor withdrawn.
 * @param comparedAt when the addresses were last compared, ms; undefined: never
 */
export async function confirmAddresses(
  journal: Journal,
  { rows, comparedAt }: { readonly rows: number; readonly comparedAt: number | undefined },
  context: SendContext,
): Promise<number> {
  const addressed = journal.countAddressed();
  if (addressed === 0) return 0;
  const list = new NewestAddresses(journal, rows);
  await readList(list, addressed, context);
  const isAskedFor = addressed - list.confirmed - list.contradictions.size <= MAX_SINGLE;
  let open = addressed - list.confirmed;
  for (let after = 0; open > 0;) {
    const batch = journal.readRows(['done'], after, ROWS_PER_BATCH);
    for (const row of batch) {
      const contradiction = list.contradictions.get(row.rowNumber);
      const isOpen = row.address !== '' && !list.hasConfirmed(row.rowNumber);
      if (!isOpen || (contradiction === undefined && !isAskedFor)) continue;
      if (context.stopping.aborted) return open;
      if (await confirmOne(row, contradiction, context)) open -= 1;
    }
    if (batch.length < ROWS_PER_BATCH) break;
    after = batch.at(-1)?.rowNumber ?? after;
  }
  await withdrawTwins({ journal, list, comparedAt }, context);
  return open;
}

interface Twins {
  readonly journal: Journal;
  readonly list: NewestAddresses;
  readonly comparedAt: number | undefined;
}

/**
 * The API may have made two addresses for one request: the next import might take the other one. A second address that came after
 * a comparison is somebody's wish.
 */
async function withdrawTwins({ journal, list, comparedAt }: Twins, context: SendContext): Promise<void> {
  for (const rowNumber of list.listDoubled()) {
    const unwritten = list.toUnwritten(rowNumber);
    if (context.stopping.aborted) return;
    const [row] = journal.readRows(['done'], rowNumber - 1, 1);
    if (row?.rowNumber !== rowNumber || row.addressStatus !== 'created') continue;
    if (comparedAt !== undefined && (row.finishedAt ?? 0) <= comparedAt) continue;
    const madeAt = list.toMadeAt(rowNumber);
    const mayBeTwin = (one: RemoteAddress): boolean =>
      isTwin(one, row, context) && (madeAt === undefined || isMadeWith(one, madeAt));
    if (!unwritten.some(mayBeTwin)) continue;
    const isSaid = madeAt !== undefined && unwritten.every(({ customerId }) => customerId !== null);
    const twins = isSaid ? unwritten.filter((one) => isMadeWith(one, madeAt)) : await readTwins(row, context);
    await withdrawTwin(row, twins, context);
  }
}

/** The customer's own addresses that were made at the time of the row's. */
async function readTwins(row: LiveRow, context: SendContext): Promise<readonly RemoteAddress[]> {
  const look = await readAddresses(row, context);
  if (look.kind !== 'ok') return [];
  const own = look.addresses.find((listed) => isConfirmedBy(row, listed));
  return look.addresses.filter((one) => isMadeWith(one, Date.parse(own?.createdAt ?? '')));
}

async function readList(list: NewestAddresses, addressed: number, context: SendContext): Promise<void> {
  if (!(await list.read(addressed, context))) return;
  for (const part of WAITS) {
    const open = addressed - list.confirmed - list.contradictions.size;
    // Of a list that shows not one of many, a second look is of no use.
    if (open <= 0 || (list.confirmed === 0 && addressed > MAX_SINGLE)) return;
    if (!(await pause(part * context.settleMs, context)) || !(await list.read(open, context))) return;
  }
}

/** Asks for the customer's own addresses. Returns whether it is known now what the row's address is worth. */
async function confirmOne(
  row: LiveRow,
  listContradiction: string | undefined,
  context: SendContext,
): Promise<boolean> {
  const look = await readAddresses(row, context);
  const addresses = look.kind === 'ok' ? look.addresses : [];
  if (addresses.some((listed) => isConfirmedBy(row, listed))) return true;
  const contradiction =
    addresses.map((listed) => findContradiction(row, listed)).find((one) => one !== undefined) ??
    listContradiction;
  if (contradiction !== undefined) {
    await withdrawAddress(row, 'address_invalid', contradiction, context);
    return true;
  }
  if (look.kind !== 'ok' || !look.isWhole || row.addressStatus !== 'created') return false;
  await warn(row, context);
  return true;
}

async function warn(row: LiveRow, { journal }: SendContext): Promise<void> {
  const message = `The API’s list of the customer’s addresses does not show ${row.addressUid}.`;
  journal.addWarning(row.rowNumber, { code: 'address_not_listed', column: '', value: '', message });
  const warnings = [...new Set([...row.warnings, 'address_not_listed' as const])];
  await journal.move(row, 'done', { warnings }, { kind: 'look', result: 'not listed' });
}
