/** Stores source rows and their validation results while they are read. */
import type { Mapping, Issue, RowWish, SourceRow, ValidatedRow } from '../core/types.js';
import { BulkInsert } from './bulk-insert.js';
import type { SqlFile } from './open.js';
import { KEY_INDEXES } from './schema.js';

/** Rows per transaction while loading: large enough that commits don't matter, small enough to bound memory. */
const ROWS_PER_COMMIT = 2048;

/** Characters of a row that is written alone, without waiting for others. */
const LONG_ROW = 1024 * 1024;

export interface IngestedRow {
  readonly source: SourceRow;
  readonly validated: ValidatedRow;
}

export interface IngestSetting {
  /** Whether a row's full wish is stored, or only that it has one: a check carries out nothing. @default true */
  readonly keepsWishes?: boolean;
}

/** Represents a wish that is not stored. */
const SOME_WISH = '{}';

/** Writes rows in order; `finish` commits the rest and builds the indexes on the keys. */
export class Ingest {
  readonly #file: SqlFile;
  readonly #keepsWishes: boolean;
  readonly #sources: BulkInsert;
  readonly #rows: BulkInsert;
  readonly #skipped: BulkInsert;
  readonly #insertIssue;
  #open = 0;

  constructor(file: SqlFile, { keepsWishes = true }: IngestSetting = {}) {
    this.#file = file;
    this.#keepsWishes = keepsWishes;
    this.#sources = new BulkInsert(file, 'source_rows', ['row', 'line', 'cells', 'wish']);
    this.#rows = new BulkInsert(file, 'rows', [
      'row',
      'state',
      'key_uid',
      'key_external_id',
      'key_email',
      'warnings',
    ]);
    this.#skipped = new BulkInsert(file, 'rows', ['row', 'state', 'warnings', 'error_code', 'error']);
    this.#insertIssue = prepareIssueInsert(file);
  }

  /** Stores findings about the header, with row number 0. */
  addMapping(mapping: Mapping): void {
    this.#file.transact(() => mapping.issues.forEach((issue) => this.#addIssue(issue)));
  }

  add(batch: readonly IngestedRow[]): void {
    if (batch.length === 0) return;
    if (this.#open === 0) this.#file.exec('BEGIN IMMEDIATE');
    for (const { source, validated } of batch) this.#addRow(source, validated);
    this.#open += batch.length;
    if (this.#open >= ROWS_PER_COMMIT) this.#commit();
  }

  finish(): void {
    this.#commit();
    this.#file.exec(KEY_INDEXES);
  }

  #addRow({ rowNumber, line, cells }: SourceRow, { keys, wish, issues, skipped }: ValidatedRow): void {
    const text = JSON.stringify(cells);
    this.#sources.add(rowNumber, line, text, this.#toStored(wish));
    if (skipped === undefined) {
      const { uid = null, externalId = null, email = null } = keys;
      this.#rows.add(rowNumber, 'ingested', uid, externalId, email, toWarnings(issues));
    } else {
      const { code, message } = skipped;
      this.#skipped.add(rowNumber, 'skipped', toWarnings(issues), code, toStorable(message));
    }
    if (text.length > LONG_ROW) this.#sources.flush();
    for (const issue of issues) this.#addIssue(issue);
  }

  #toStored(wish: RowWish | undefined): string | null {
    if (wish === undefined) return null;
    return this.#keepsWishes ? JSON.stringify(wish) : SOME_WISH;
  }

  #addIssue(issue: Issue): void {
    this.#insertIssue.run(toIssueParameters(issue));
  }

  #commit(): void {
    this.#sources.flush();
    this.#rows.flush();
    this.#skipped.flush();
    if (this.#open > 0) this.#file.exec('COMMIT');
    this.#open = 0;
  }
}

function toWarnings(issues: readonly Issue[]): string {
  if (issues.length === 0) return '';
  const codes = issues.filter(({ severity }) => severity === 'warning').map(({ code }) => code);
  return [...new Set(codes)].join(';');
}

export function prepareIssueInsert(file: SqlFile) {
  return file.prepare(
    `INSERT INTO issues (row, line, column_name, severity, code, value, message, hint)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
}

/** Shows a NUL by its picture, because the driver truncates text at a NUL. */
export function toStorable<T>(value: T): T | string {
  return typeof value === 'string' ? value.replaceAll('\0', '\u2400') : value;
}

export function toIssueParameters(issue: Issue): (string | number)[] {
  const { rowNumber, line, column, severity, code, value, message, hint } = issue;
  return [rowNumber, line, column, severity, code, value, message, hint].map(toStorable);
}
