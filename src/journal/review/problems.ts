/** What the check found in the rows of a review: verdicts and problems. */
import type { Code } from '../../core/codes.js';
import type { Severity } from '../../core/types.js';
import { BulkInsert } from '../bulk-insert.js';
import type { SqlFile } from '../open.js';
import { IN_LIST } from './listed.js';

export interface StoredProblem {
  readonly row: number;
  /** -1: the row as a whole. */
  readonly at: number;
  readonly kind: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
  /** For the whole cell. */
  readonly suggestion: string | undefined;
  readonly isSure: boolean;
}

export interface RowVerdict {
  readonly row: number;
  readonly state: 'ready' | 'invalid' | 'skipped';
  /** Of a skipped row. */
  readonly why: string;
}

/** What the check found in a row. */
export interface RowFindings {
  readonly verdict: RowVerdict;
  readonly problems: readonly StoredProblem[];
}

export interface KindCount {
  readonly kind: Code;
  readonly at: number;
  readonly severity: Severity;
  readonly cells: number;
  readonly acceptable: number;
}

type ProblemRecord = Omit<StoredProblem, 'suggestion' | 'isSure'> & {
  readonly suggestion: string | null;
  readonly sure: number;
};

/** The columns of a problem. */
const COLUMNS = ['row', 'at', 'kind', 'severity', 'message', 'hint', 'suggestion', 'sure'];

export class ReviewProblems {
  readonly #file: SqlFile;
  readonly #forget;
  readonly #readProblems;
  readonly #readVerdict;

  constructor(file: SqlFile) {
    this.#file = file;
    this.#forget = ['problems', 'verdicts'].map((table) =>
      file.prepare(`DELETE FROM ${table} WHERE row ${IN_LIST}`),
    );
    this.#readProblems = file.prepare(
      `SELECT ${COLUMNS.join(', ')} FROM problems WHERE row = ? ORDER BY at, id`,
    );
    this.#readVerdict = file.prepare('SELECT row, state, why FROM verdicts WHERE row = ?');
  }

  /** Nothing is known of any row. */
  clear(): void {
    this.#file.exec('DELETE FROM problems; DELETE FROM verdicts;');
  }

  /** Nothing is known of these rows. */
  forget(rows: readonly number[]): void {
    for (const statement of this.#forget) statement.run([JSON.stringify(rows)]);
  }

  /** Of rows that nothing is known of. */
  add(found: readonly RowFindings[]): void {
    // Made for these rows: after a transaction that failed, none is left over.
    const verdicts = new BulkInsert(this.#file, 'verdicts', ['row', 'state', 'why']);
    const inserts = new BulkInsert(this.#file, 'problems', COLUMNS);
    for (const { verdict, problems } of found) {
      const { row, state, why } = verdict;
      verdicts.add(row, state, why);
      for (const { at, kind, severity, message, hint, suggestion, isSure } of problems)
        inserts.add(row, at, kind, severity, message, hint, suggestion ?? null, isSure ? 1 : 0);
    }
    verdicts.flush();
    inserts.flush();
  }

  /** Other problems and other verdicts. */
  replace(found: readonly RowFindings[]): void {
    this.forget(found.map(({ verdict }) => verdict.row));
    this.add(found);
  }

  /** Rows of these that must be fixed. */
  countInvalid(rows: readonly number[]): number {
    return this.#count(`SELECT count(*) AS count FROM verdicts WHERE state = 'invalid' AND row ${IN_LIST}`, [
      JSON.stringify(rows),
    ]);
  }

  /** In the order of the row's cells, those of the whole row first. */
  getProblems(row: number): StoredProblem[] {
    return this.#readProblems.all<ProblemRecord>([row]).map(toProblem);
  }

  getVerdict(row: number): RowVerdict | undefined {
    return this.#readVerdict.get([row]);
  }

  listKinds(): KindCount[] {
    return this.#file
      .prepare(
        `SELECT kind, at, severity, count(DISTINCT row) AS cells,
           count(DISTINCT CASE WHEN sure = 1 THEN row END) AS acceptable
         FROM problems GROUP BY kind, at, severity`,
      )
      .all([]);
  }

  /** Distinct cells of a column that are no value that is known: of a country, or of a list of values. */
  listUnknownValues(at: number): string[] {
    return this.#file
      .prepare(
        `SELECT DISTINCT coalesce(json_extract(c.cells, ?), '') AS value FROM problems p JOIN cells c ON c.row = p.row
         WHERE p.kind IN ('country_unknown', 'value_unmapped') AND p.at = ?`,
      )
      .all<{ value: string }>([`$[${at}]`, at])
      .map(({ value }) => value);
  }

  countRowsOfKind(kind: string): number {
    return this.#count('SELECT count(DISTINCT row) AS count FROM problems WHERE kind = ?', [kind]);
  }

  /** Cells with a sure suggestion of this kind, the first one of each. `at`: only this column. */
  listAcceptable(kind: string, at: number | undefined): { row: number; at: number; value: string }[] {
    const only = at === undefined ? '' : 'AND at = ?';
    return this.#file
      .prepare(
        `SELECT row, at, suggestion AS value, min(id) AS id FROM problems
         WHERE kind = ? ${only} AND sure = 1 GROUP BY row, at ORDER BY row, at`,
      )
      .all<{ row: number; at: number; value: string }>([kind, ...(at === undefined ? [] : [at])])
      .map(({ row, at: column, value }) => ({ row, at: column, value }));
  }

  /** Rows by verdict, and what a person made of them. */
  count(): {
    readonly mustFix: number;
    readonly skipped: number;
    readonly leftOut: number;
    readonly worthALook: number;
    readonly changed: number;
  } {
    return {
      mustFix: this.#count(`SELECT count(*) AS count FROM verdicts WHERE state = 'invalid'`),
      skipped: this.#count(`SELECT count(*) AS count FROM verdicts WHERE state = 'skipped'`),
      leftOut: this.#count('SELECT count(*) AS count FROM left_out'),
      worthALook: this.#count(
        `SELECT count(DISTINCT p.row) AS count FROM problems p JOIN verdicts v ON v.row = p.row AND v.state = 'ready'`,
      ),
      changed: this.#count('SELECT count(DISTINCT row) AS count FROM edited'),
    };
  }

  #count(sql: string, parameters: readonly (string | number)[] = []): number {
    return this.#file.prepare(sql).get<{ count: number }>(parameters)?.count ?? 0;
  }
}

function toProblem({ suggestion, sure, ...rest }: ProblemRecord): StoredProblem {
  return { ...rest, suggestion: suggestion ?? undefined, isSure: sure === 1 };
}
