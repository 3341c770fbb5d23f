import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { onTestFinished } from 'vitest';
import { fromFormulaSafe } from '../../src/core/formula.js';
import type { ResultRow, Issue } from '../../src/core/types.js';

/** A folder of its own, gone when the test is over. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bulk-record-'));
  onTestFinished(async () => {
    await chmod(folder, 0o700);
    await rm(folder, { recursive: true, force: true });
  });
  return folder;
}

/** All names in the folder, temporary files included. */
export async function listNames(folder: string): Promise<string[]> {
  return (await readdir(folder)).sort();
}

/** `0600` and the like. */
export async function readMode(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o7777).toString(8).padStart(4, '0');
}

/** Reads a table as a strict reader would: lines of different length are an error. */
export function parseTable(text: string | Buffer): string[][] {
  const records: string[][] = parse(text, { record_delimiter: '\n' });
  return records.map((record) => record.map(fromFormulaSafe));
}

/** A row that is still pending, with what the test cares about. */
export function makeResultRow(row: Partial<ResultRow> & Pick<ResultRow, 'rowNumber' | 'cells'>): ResultRow {
  return {
    line: row.rowNumber + 1,
    status: 'pending',
    uid: '',
    matchedBy: '',
    addressStatus: '',
    address: '',
    addressUid: '',
    errorCode: '',
    error: '',
    warnings: [],
    notKept: [],
    attempts: 0,
    httpStatus: undefined,
    finishedAt: '',
    changes: [],
    ...row,
  };
}

/** An issue of a row, with what the test cares about. */
export function makeIssue(issue: Partial<Issue> & Pick<Issue, 'rowNumber' | 'code'>): Issue {
  return {
    line: issue.rowNumber + 1,
    column: '',
    severity: 'error',
    value: '',
    message: '',
    hint: '',
    ...issue,
  };
}
