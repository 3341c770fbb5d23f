/** A real journal in a folder of its own, with rows as validation would have left them. */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { LiveRow } from '../../src/core/journal-port.js';
import { toRowKeys } from '../../src/core/match-key.js';
import type { Issue, RowKeys, RowState, RowWish } from '../../src/core/types.js';
import { finishIngest } from '../../src/journal/duplicates.js';
import { Ingest, type IngestedRow } from '../../src/journal/ingest.js';
import { Journal } from '../../src/journal/journal.js';
import { openJournalFile, type SqlFile } from '../../src/journal/open.js';
import { ManualClock } from '../api/manual-clock.js';
import { makeFolder, makeIssue } from '../record/support.js';
import { makeWish } from '../support/customers.js';

export interface TestJournal {
  readonly journal: Journal;
  readonly file: SqlFile;
  readonly path: string;
  readonly clock: ManualClock;
}

/** A new, empty journal; closed when the test is over. */
export async function openTestJournal(): Promise<TestJournal> {
  const path = join(await makeFolder(), 'journal.sqlite');
  const clock = new ManualClock();
  const journal = Journal.open(path, { create: true, clock });
  onTestFinished(() => journal.close());
  return { journal, file: journal.file, path, clock };
}

/** A second connection to a journal that is there. */
export function openSecond(path: string): SqlFile {
  const file = openJournalFile(path, { create: false });
  onTestFinished(() => file.close());
  return file;
}

/** One row to load: valid, unless it has issues that are errors. */
export interface TestRow {
  readonly wish?: RowWish;
  readonly keys?: RowKeys;
  readonly cells?: readonly string[];
  readonly issues?: readonly (Partial<Issue> & Pick<Issue, 'code'>)[];
}

/** Rows 1, 2, 3 … on lines 2, 3, 4 …; they stay `ingested`. */
export function load(file: SqlFile, rows: readonly TestRow[]): void {
  const ingest = new Ingest(file);
  ingest.add(rows.map(toIngested));
  ingest.finish();
}

export function toIngested(row: TestRow, index: number): IngestedRow {
  const rowNumber = index + 1;
  const position = { rowNumber, line: rowNumber + 1 };
  const issues = (row.issues ?? []).map((issue) => makeIssue({ ...issue, rowNumber }));
  const wish = row.wish ?? makeWish();
  const isValid = issues.every(({ severity }) => severity !== 'error');
  return {
    source: { ...position, cells: row.cells ?? [`cell ${rowNumber}`] },
    validated: {
      ...position,
      keys: row.keys ?? toRowKeys(wish.customer),
      issues,
      ...(isValid ? { wish } : {}),
    },
  };
}

/** Loads rows and settles them: the valid ones are `ready`. */
export function loadReady(file: SqlFile, rows: readonly TestRow[]): void {
  load(file, rows);
  finishIngest(file, 0);
}

/** The row as the journal has it now, in any state. */
export function readRow(file: SqlFile, row: number) {
  const found = file
    .prepare('SELECT state, error_code AS code, error, finished_at AS finishedAt FROM rows WHERE row = ?')
    .get<{ state: RowState; code: string; error: string; finishedAt: number | null }>([row]);
  if (found === undefined) throw new Error(`There is no row ${row}.`);
  return found;
}

/** State of every row, in order. */
export function readStates(file: SqlFile): RowState[] {
  return file
    .prepare('SELECT state FROM rows ORDER BY row')
    .all<{ state: RowState }>([])
    .map(({ state }) => state);
}

/** The only row in this state after `afterRow`. */
export function takeRow(journal: Journal, state: RowState, afterRow = 0): LiveRow {
  const [row] = journal.readRows([state], afterRow, 1);
  if (row === undefined) throw new Error(`No row is ${state} after row ${afterRow}.`);
  return row;
}

/** Moves a row along these states, one after the other. */
export async function walk(journal: Journal, row: LiveRow, path: readonly RowState[]): Promise<LiveRow> {
  let at = row;
  for (const state of path) at = await journal.move(at, state);
  return at;
}
