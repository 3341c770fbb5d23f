/** Source rows and what validation made of them, written in as they are read. */
import type { Mapping, RowIssue, SourceRow, ValidatedRow } from '../core/types.js';
import type { SqlFile } from './open.js';
import { KEY_INDEXES } from './schema.js';

/** Rows per transaction while loading: large enough that commits don't count, small enough to bound memory. */
const ROWS_PER_COMMIT = 2048;

export interface IngestedRow {
  readonly source: SourceRow;
  readonly validated: ValidatedRow;
}

/** Writes rows in order; `finish` commits the rest and builds the indexes over the keys. */
export class Ingest {
  readonly #file: SqlFile;
  readonly #insertSource;
  readonly #insertRow;
  readonly #insertIssue;
  #open = 0;

  constructor(file: SqlFile) {
    this.#file = file;
    this.#insertSource = file.prepare('INSERT INTO source_rows (row, line, cells, wish) VALUES (?, ?, ?, ?)');
    this.#insertRow = file.prepare(
      'INSERT INTO rows (row, state, key_uid, key_external_id, key_email, warnings) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#insertIssue = prepareIssueInsert(file);
  }

  /** Findings about the header, kept with row number 0. */
  addMapping(mapping: Mapping): void {
    this.#file.transact(() => mapping.issues.forEach((issue) => this.#addIssue(issue)));
  }

  add(batch: readonly IngestedRow[]): void {
    if (this.#open === 0) this.#file.exec('BEGIN IMMEDIATE');
    for (const { source, validated } of batch) this.#addRow(source, validated);
    this.#open += batch.length;
    if (this.#open >= ROWS_PER_COMMIT) this.#commit();
  }

  finish(): void {
    this.#commit();
    this.#file.exec(KEY_INDEXES);
  }

  #addRow(source: SourceRow, { keys, wish, issues }: ValidatedRow): void {
    const row = source.rowNumber;
    this.#insertSource.run([
      row,
      source.line,
      JSON.stringify(source.cells),
      wish ? JSON.stringify(wish) : null,
    ]);
    const warnings = [...new Set(issues.filter((i) => i.severity === 'warning').map((i) => i.code))].join(
      ';',
    );
    this.#insertRow.run([
      row,
      'ingested',
      keys.uid ?? null,
      keys.externalId ?? null,
      keys.email ?? null,
      warnings,
    ]);
    for (const issue of issues) this.#addIssue(issue);
  }

  #addIssue(issue: RowIssue): void {
    this.#insertIssue.run(toIssueParameters(issue));
  }

  #commit(): void {
    if (this.#open > 0) this.#file.exec('COMMIT');
    this.#open = 0;
  }
}

export function prepareIssueInsert(file: SqlFile) {
  return file.prepare(
    `INSERT INTO issues (row, line, column_name, severity, code, value, message, hint)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
}

/** The driver cuts text at a NUL; its picture says as much. */
export function toStorable<T>(value: T): T | string {
  return typeof value === 'string' ? value.replaceAll('\0', '\u2400') : value;
}

export function toIssueParameters(issue: RowIssue): (string | number)[] {
  const { rowNumber, line, column, severity, code, value, message, hint } = issue;
  return [rowNumber, line, column, severity, code, value, message, hint].map(toStorable);
}
