/** The newest addresses of the API's list, compared with those that the rows of a run have. */
import type { RemoteAddress } from '../../core/api-port.js';
import type { Journal } from '../../journal/journal.js';
import { findContradiction } from '../../send/confirm-address.js';
import type { SendContext } from '../../send/context.js';

const PER_PAGE = 100;

/** Pages beyond those that hold as many addresses as the run has: others are being made at the same time. */
const MORE_PAGES = 2;

/** A request that is repeated after a pause makes its second address no later; a person asks for one later. */
const WITH_MS = 15 * 60_000;

/** Whether an address was made at about this time; without both times, it may have been. */
export function isMadeWith({ createdAt }: RemoteAddress, atMs: number): boolean {
  return !(Math.abs(Date.parse(createdAt ?? '') - atMs) > WITH_MS);
}

/** What the list of the newest addresses says about those of the run. */
export class NewestAddresses {
  /** By row: what the list says otherwise. Only where no other record confirms the row. */
  readonly contradictions = new Map<number, string>();
  confirmed = 0;
  /** By row: addresses that no row has, and that name the row's customer. */
  readonly #unwritten = new Map<number, RemoteAddress[]>();
  readonly #journal: Journal;
  readonly #isConfirmed: Uint8Array;
  readonly #madeAt: Float64Array;

  constructor(journal: Journal, rows: number) {
    this.#journal = journal;
    this.#isConfirmed = new Uint8Array(rows + 1);
    this.#madeAt = new Float64Array(rows + 1);
  }

  hasConfirmed(rowNumber: number): boolean {
    return this.#isConfirmed[rowNumber] === 1;
  }

  /** Rows whose customer has an address that no row has. */
  listDoubled(): Iterable<number> {
    return this.#unwritten.keys();
  }

  /** Addresses that no row has, of the row's customer. */
  toUnwritten(rowNumber: number): readonly RemoteAddress[] {
    return this.#unwritten.get(rowNumber) ?? [];
  }

  /** When the row's address was made, by the list: ms since the epoch. */
  toMadeAt(rowNumber: number): number | undefined {
    return this.#madeAt[rowNumber] || undefined;
  }

  /** Until this many more are confirmed, or the list is of no more help. False if it could not be read. */
  async read(open: number, { api, options, stopping }: SendContext): Promise<boolean> {
    const enough = this.confirmed + open;
    const maxPages = MORE_PAGES + Math.ceil((2 * open) / PER_PAGE);
    // A second address of the oldest one may be on the next page.
    let isInside = true;
    for (let page = 1; page <= maxPages && (this.confirmed < enough || isInside); page += 1) {
      if (stopping.aborted) return false;
      const query = { asset: options.asset, page, perPage: PER_PAGE, orderBy: 'desc' } as const;
      const result = await api.listAddresses(query);
      if (result.kind !== 'ok') return false;
      for (const listed of result.value.records) isInside = this.#take(listed);
      if (page >= result.value.totalPages) break;
    }
    return true;
  }

  /** Returns whether a row has the address. */
  #take(listed: RemoteAddress): boolean {
    const rows = this.#journal.findWritten(listed);
    if (rows.length === 0) this.#takeUnwritten(listed);
    for (const written of rows) {
      const { rowNumber } = written;
      this.#madeAt[rowNumber] = Date.parse(listed.createdAt ?? '') || 0;
      if (this.hasConfirmed(rowNumber)) continue;
      const contradiction = findContradiction(written, listed);
      if (contradiction === undefined) {
        this.contradictions.delete(rowNumber);
        this.#isConfirmed[rowNumber] = 1;
        this.confirmed += 1;
      } else this.contradictions.set(rowNumber, contradiction);
    }
    return rows.length > 0;
  }

  #takeUnwritten(listed: RemoteAddress): void {
    const rowNumber = this.#journal.findNamed(listed);
    if (rowNumber === undefined) return;
    const found = this.#unwritten.get(rowNumber) ?? [];
    if (!found.some(({ uid }) => uid === listed.uid)) this.#unwritten.set(rowNumber, [...found, listed]);
  }
}
