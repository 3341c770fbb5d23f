/** The source as a spreadsheet with the faulty cells marked, where the user wants it. */
import { existsSync } from 'node:fs';
import { BulkError } from '../../core/errors.js';
import { readIssues, readResults } from '../../journal/results.js';
import { MAX_ROWS } from '../../record/annotated/sheet.js';
import { writeAnnotated } from '../../record/annotated/workbook.js';
import { assertWritable } from '../../record/table/write-error.js';
import type { JobDeps } from '../deps.js';
import type { Run } from '../run/run.js';

/** A half-corrected copy, or the source itself, is not written over. Throws `config_invalid`, `output_unwritable`. */
export function assertNothingThere(path: string): void {
  assertWritable(path);
  if (!existsSync(path)) return;
  throw new BulkError('config_invalid', `The file ${path} of --annotate is there already.`, {
    hint: 'Name another one, or remove it if it is not needed any more.',
  });
}

export async function annotate(check: Run, path: string, { emit }: JobDeps): Promise<void> {
  const { rows } = check.require('source');
  const { file } = check.journal;
  const { marks, comments } = await writeAnnotated(path, {
    columns: check.require('mapping').columns,
    readRows: () => readResults(file),
    readIssues: () => readIssues(file),
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
