/** Outcomes counted, in any order. */
import type { Code } from '../../core/codes.js';
import { BULK_STATUSES, type AddressStatus, type BulkStatus, type ResultRow } from '../../core/types.js';
import { isRejected } from '../table/rejected.js';

/** `counts` of summary.json: every status is there, if only with 0. */
export type StatusCounts = Readonly<Record<BulkStatus, number>>;

/** `addresses` of summary.json. */
export type AddressCounts = Readonly<Record<AddressStatus, number>>;

/** An entry of `errors` in summary.json: rows that are invalid, conflict or failed, by their code. */
export interface ErrorGroup {
  readonly code: Code;
  readonly count: number;
  /** The first such row. */
  readonly example: { readonly row: number; readonly message: string };
}

/** What a tally of a run's rows gives; also what a summary is made from. */
export interface Outcomes {
  readonly counts: StatusCounts;
  readonly addresses: AddressCounts;
  readonly errors: readonly ErrorGroup[];
}

export class OutcomeTally {
  readonly #counts = toStatusCounts({});
  readonly #addresses: Record<AddressStatus, number> = { created: 0, existing: 0, failed: 0 };
  readonly #errors = new Map<Code, ErrorGroup>();

  add(row: ResultRow): void {
    this.#counts[row.status] += 1;
    if (row.addressStatus !== '') this.#addresses[row.addressStatus] += 1;
    if (row.errorCode !== '' && isRejected(row.status)) this.#addError(row.errorCode, row);
  }

  /** Passes batches on and counts what goes by, so that writing and counting need one pass. */
  async *watch(
    batches: AsyncIterable<readonly ResultRow[]> | Iterable<readonly ResultRow[]>,
  ): AsyncGenerator<readonly ResultRow[]> {
    for await (const batch of batches) {
      for (const row of batch) this.add(row);
      yield batch;
    }
  }

  /** Errors: the most frequent first, then by code. */
  toOutcomes(): Outcomes {
    return {
      counts: { ...this.#counts },
      addresses: { ...this.#addresses },
      errors: [...this.#errors.values()].sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)),
    };
  }

  #addError(code: Code, row: ResultRow): void {
    const known = this.#errors.get(code);
    const example =
      known === undefined || row.rowNumber < known.example.row
        ? { row: row.rowNumber, message: row.error }
        : known.example;
    this.#errors.set(code, { code, count: (known?.count ?? 0) + 1, example });
  }
}

/** All statuses, with 0 where `counts` says nothing. */
export function toStatusCounts(counts: Partial<StatusCounts>): Record<BulkStatus, number> {
  const all = Object.fromEntries(BULK_STATUSES.map((status) => [status, 0])) as Record<BulkStatus, number>;
  return Object.assign(all, counts);
}
