/** The source as a spreadsheet with the faulty cells marked, where the user wants it. */
import { existsSync } from 'node:fs';
import { BulkError } from '../../core/errors.js';
import type { Issue } from '../../core/types.js';
import type { SqlFile } from '../../journal/open.js';
import { readResults } from '../../journal/results.js';
import { MAX_ROWS } from '../../record/annotated/sheet.js';
import { writeAnnotated } from '../../record/annotated/workbook.js';
import { assertWritable } from '../../record/table/write-error.js';
import type { JobDeps } from '../deps.js';

/** A half-corrected copy, or the source itself, is not written over. Throws `config_invalid`, `output_unwritable`. */
export function assertNothingThere(path: string): void {
  assertWritable(path);
  if (!existsSync(path)) return;
  throw new BulkError('config_invalid', `The file ${path} of --annotate is there already.`, {
    hint: 'Name another one, or remove it if it is not needed any more.',
  });
}

/** A source with all its rows in a journal, and how many they are. */
export interface KeptSource {
  readonly columns: readonly string[];
  readonly rows: number;
  readonly file: SqlFile;
  /** By row, each time it is called; also those of the source as a whole. */
  readonly readIssues: () => Iterable<readonly Issue[]>;
}

export async function annotate(
  path: string,
  { columns, rows, file, readIssues }: KeptSource,
  { emit }: JobDeps,
): Promise<void> {
  const { marks, comments } = await writeAnnotated(path, {
    columns,
    readRows: () => readResults(file),
    readIssues,
  });
  if (marks > comments) {
    const message = `${path}: the first ${comments} of ${marks} coloured cells have a comment; issues.csv tells of all.`;
    emit({ type: 'note', message });
  }
  if (rows >= MAX_ROWS) {
    const message = `${path} has the first ${MAX_ROWS - 1} of ${rows} rows: a sheet holds no more.`;
    emit({ type: 'note', message });
  }
}
