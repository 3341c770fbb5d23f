/** The rows of a plan by what would become of them: which there are, and one by one as a person reads them. */
import { isEmptying } from '../../core/changes.js';
import { CODES } from '../../core/codes.js';
import { readChangedRow } from '../../journal/changes.js';
import { toWish } from '../../journal/rows.js';
import { OUTCOME_MARKS } from '../../record/outcomes.js';
import { toRowChange } from '../run/changes.js';
import type { Run } from '../run/run.js';
import type { CustomerChange, PreviewAnswer, PreviewKind } from './answers/preview.js';
import { CHOOSABLE, readPlannedRows, type PlannedRow } from './planned-rows.js';
import { toShownField } from './shown-field.js';

/** The most serious first. */
export const PREVIEW_KINDS: readonly PreviewKind[] = [
  'emptied',
  'conflict',
  'updated',
  'created',
  'address',
  'unchanged',
  'invalid',
];

/** What a row costs when it is sent, as the forecast of a plan counts it. */
const COST: Readonly<Partial<Record<PreviewKind, number>>> = {
  created: 1,
  emptied: 2,
  updated: 2,
  address: 0,
};

export const NOTHING_SENT: PreviewAnswer['sending'] = {
  ...{ creates: 0, updates: 0, addresses: 0, addressesOnly: 0, addressKind: '', requests: 0, time: '' },
};

/** Of the plan as a person chose from it. */
export interface RowChoice {
  readonly except: ReadonlySet<number>;
  /** It is applied: nothing can be chosen any more. */
  readonly isApplied: boolean;
}

type IndexedRow = Omit<PlannedRow, 'changes'>;

export class PlanIndex {
  readonly #run: Run;
  readonly #rows: readonly IndexedRow[];
  readonly #fields: ReadonlyMap<string, number>;
  readonly #kinds: ReadonlyMap<number, PreviewKind>;
  readonly emptiedFields: number;

  constructor(run: Run) {
    this.#run = run;
    const fields = new Map<string, number>();
    const rows: IndexedRow[] = [];
    let emptied = 0;
    for (const { changes, ...row } of readPlannedRows(run)) {
      for (const { field } of changes) fields.set(field, (fields.get(field) ?? 0) + 1);
      emptied += changes.filter(isEmptying).length;
      rows.push(row);
    }
    rows.sort((a, b) => PREVIEW_KINDS.indexOf(a.kind) - PREVIEW_KINDS.indexOf(b.kind) || a.row - b.row);
    this.#rows = rows;
    this.#kinds = new Map(rows.map(({ row, kind }) => [row, kind]));
    this.#fields = fields;
    this.emptiedFields = emptied;
  }

  toKinds(): PreviewAnswer['kinds'] {
    return PREVIEW_KINDS.map((kind) => ({
      kind,
      mark: toMark(kind),
      rows: this.#count((one) => one.kind === kind),
    }));
  }

  toFields(): PreviewAnswer['fields'] {
    return [...this.#fields].map(([field, rows]) => ({ field, rows })).sort((a, b) => b.rows - a.rows);
  }

  /** Requests and rows that are saved by leaving these rows out, and what is left. */
  toSending(
    except: ReadonlySet<number>,
    requests: number,
  ): Omit<PreviewAnswer['sending'], 'time' | 'addressKind'> {
    const isSent = ({ row, kind }: IndexedRow): boolean => CHOOSABLE.has(kind) && !except.has(row);
    const saved = this.#rows
      .filter(({ row }) => except.has(row))
      .reduce(
        (sum, { kind, wantsAddress }) =>
          sum + (COST[kind] ?? 0) + (wantsAddress ? (kind === 'created' ? 1 : 2) : 0),
        0,
      );
    return {
      creates: this.#count((one) => one.kind === 'created' && isSent(one)),
      updates: this.#count((one) => (one.kind === 'updated' || one.kind === 'emptied') && isSent(one)),
      addresses: this.#count((one) => one.wantsAddress && isSent(one)),
      addressesOnly: this.#count((one) => one.kind === 'address' && isSent(one)),
      requests: Math.max(0, requests - saved),
    };
  }

  isChoosable(row: number): boolean {
    return this.#rows.some((one) => one.row === row && CHOOSABLE.has(one.kind));
  }

  /** Rows of these kinds, in their order. */
  list(kinds: readonly PreviewKind[]): readonly number[] {
    return this.#rows.filter(({ kind }) => kinds.includes(kind)).map(({ row }) => row);
  }

  get(row: number, { except, isApplied }: RowChoice): CustomerChange | undefined {
    const { file } = this.#run.journal;
    const kind = this.#kinds.get(row);
    if (kind === undefined) return undefined;
    const changed =
      readChangedRow(file, 'planned', row) ?? (isApplied ? readChangedRow(file, 'made', row) : undefined);
    if (changed === undefined) return this.#getUnsent(row, kind, isApplied && !except.has(row));
    const change = toRowChange(changed, this.#run.require('options'));
    const key = change.keyField === '' ? '' : `${change.keyField} ${change.key}`;
    return {
      row,
      kind,
      mark: toMark(kind),
      name: change.name,
      foundBy:
        kind === 'created'
          ? `no customer has ${key}`
          : `found by ${change.matchedBy === change.keyField ? key : change.matchedBy}`,
      isChosen: !except.has(row),
      canChoose: !isApplied,
      fields: change.fields.map(toShownField),
      address: !change.wantsAddress ? '' : isApplied ? 'one was requested' : 'one will be requested',
      why: '',
      warnings: change.warnings.map((code) => CODES[code].meaning),
    };
  }

  #getUnsent(row: number, kind: PreviewKind, isChosen: boolean): CustomerChange | undefined {
    const found = this.#run.journal.file
      .prepare('SELECT r.error, s.wish FROM rows r JOIN source_rows s ON s.row = r.row WHERE r.row = ?')
      .get<{ error: string; wish: string | null }>([row]);
    if (found === undefined) return undefined;
    const name = found.wish === null ? '' : toWish(found.wish).customer.name;
    return {
      ...{ row, kind, mark: toMark(kind), name, foundBy: '', canChoose: false },
      ...{ fields: [], address: '', why: found.error, warnings: [] },
      isChosen: isChosen && CHOOSABLE.has(kind),
    };
  }

  #count(test: (one: IndexedRow) => boolean): number {
    return this.#rows.reduce((sum, one) => sum + (test(one) ? 1 : 0), 0);
  }
}

function toMark(kind: PreviewKind): string {
  return OUTCOME_MARKS[kind === 'address' ? 'created' : kind];
}
