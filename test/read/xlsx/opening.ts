/** Workbooks made in a test, opened as from a pipe. */
import { Readable } from 'node:stream';
import type { Source } from '../../../src/core/types.js';
import { onTestFinished } from 'vitest';
import { openSource, type OpenSourceOptions } from '../../../src/read/open.js';
import { readRows } from '../reading.js';
import { toParts, zip, type WorkbookParts } from './zip.js';

/** Closed after the test. */
export async function openBytes(bytes: Buffer, options: OpenSourceOptions = {}): Promise<Source> {
  const source = await openSource('-', { ...options, stdin: Readable.from([bytes]) });
  onTestFinished(() => source.close());
  return source;
}

export function openWorkbook(workbook: WorkbookParts, options: OpenSourceOptions = {}): Promise<Source> {
  return openBytes(zip(toParts(workbook)), options);
}

/** Cells of the rows below the header. */
export async function readCells(
  workbook: WorkbookParts,
  options: OpenSourceOptions = {},
): Promise<(readonly string[])[]> {
  return (await readRows(await openWorkbook(workbook, options))).map(({ cells }) => cells);
}
