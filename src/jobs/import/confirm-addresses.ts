/**
 * The addresses of a run are compared with the API's own list once more, so that no single answer decides where money goes.
 * The list is read newest first, one request for a hundred addresses. Rows that it contradicts, and a few that it does not
 * show, are asked for one by one. A list that lags behind is read again: an address that it does not show yet would be made a second
 * time by the next import.
 */
import type { RemoteAddress } from '../../core/api-port.js';
import type { LiveRow } from '../../core/journal-port.js';
import type { Journal } from '../../journal/journal.js';
import { withdrawAddress } from '../../send/address-outcome.js';
import { findContradiction, isConfirmedBy } from '../../send/confirm-address.js';
import { pause, type SendContext } from '../../send/context.js';
import { readAddresses } from '../../send/second-look.js';

const ROWS_PER_BATCH = 512;
const PER_PAGE = 100;

/** Pages beyond those that hold as many addresses as the run has: others are being made at the same time. */
const MORE_PAGES = 2;

/** Rows that are asked for one by one because the list does not show them. More: the list can't confirm addresses here. */
const MAX_SINGLE = 50;

/** Waits before the list is read again, as parts of the time in which a request may still take effect. */
const WAITS = [0.05, 0.1, 0.2];

/** Returns how many addresses were neither confirmed nor withdrawn. */
export async function confirmAddresses(
  journal: Journal,
  rows: number,
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
  return open;
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

/** What the list of the newest addresses says about those of the run. */
class NewestAddresses {
  /** By row: what the list says otherwise. Only where no other record confirms the row. */
  readonly contradictions = new Map<number, string>();
  confirmed = 0;
  readonly #journal: Journal;
  readonly #isConfirmed: Uint8Array;

  constructor(journal: Journal, rows: number) {
    this.#journal = journal;
    this.#isConfirmed = new Uint8Array(rows + 1);
  }

  hasConfirmed(rowNumber: number): boolean {
    return this.#isConfirmed[rowNumber] === 1;
  }

  /** Until this many more are confirmed, or the list is of no more help. False if it could not be read. */
  async read(open: number, { api, options, stopping }: SendContext): Promise<boolean> {
    const enough = this.confirmed + open;
    const maxPages = MORE_PAGES + Math.ceil((2 * open) / PER_PAGE);
    for (let page = 1; page <= maxPages && this.confirmed < enough; page += 1) {
      if (stopping.aborted) return false;
      const query = { asset: options.asset, page, perPage: PER_PAGE, orderBy: 'desc' } as const;
      const result = await api.listAddresses(query);
      if (result.kind !== 'ok') return false;
      for (const listed of result.value.records) this.#take(listed);
      if (page >= result.value.totalPages) break;
    }
    return true;
  }

  #take(listed: RemoteAddress): void {
    for (const written of this.#journal.findWritten(listed)) {
      const { rowNumber } = written;
      if (this.hasConfirmed(rowNumber)) continue;
      const contradiction = findContradiction(written, listed);
      if (contradiction === undefined) {
        this.contradictions.delete(rowNumber);
        this.#isConfirmed[rowNumber] = 1;
        this.confirmed += 1;
      } else this.contradictions.set(rowNumber, contradiction);
    }
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
