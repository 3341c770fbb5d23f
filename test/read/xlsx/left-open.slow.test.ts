/** Lists the open files of the process, and sets where temporary files go. */
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/read/open.js';
import { catchBulkError, readRows, writeTemporary } from '../reading.js';
import { openBytes } from './opening.js';
import { toParts, toSheetData, zip } from './zip.js';

const SHEET = toSheetData([
  ['name', 'b'],
  ['Ada', '1'],
]);

describe('nothing is left', () => {
  const listOpen = (): string[] =>
    readdirSync('/proc/self/fd').flatMap((fd) => {
      try {
        const path = readlinkSync(`/proc/self/fd/${fd}`);
        return path.includes('/bitpowr-') ? [path] : [];
      } catch {
        return [];
      }
    });

  const workbook = zip(toParts({ sheets: { A: SHEET } }));
  const broken = zip(toParts({ sheets: { A: `${SHEET}<row r="1"/>` } }));

  it.each([
    ['a pipe that is read', () => openBytes(workbook).then(readRows)],
    ['a pipe that is not read', async () => (await openBytes(workbook)).close()],
    ['a broken pipe', () => catchBulkError(openBytes(broken).then(readRows))],
    [
      'a pipe that is no workbook',
      () => catchBulkError(openBytes(zip([{ path: 'a', content: 'b' }])).then(readRows)),
    ],
    [
      'a file',
      async () => {
        const { path, remove } = await writeTemporary(workbook, 'customers.xlsx');
        const source = await openSource(path);
        expect(listOpen()).toContain(path);
        await source.close();
        await source.close();
        await catchBulkError(openSource(path, { sheet: 'B' }));
        await remove();
      },
    ],
  ])('open or on the disk after %s', async (_what, run) => {
    const open = listOpen();
    const temporary = mkdtempSync(join(tmpdir(), 'bitpowr-spool-'));
    const { TMPDIR: before } = process.env;
    process.env['TMPDIR'] = temporary;
    try {
      await run();
    } finally {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
    }
    expect(listOpen().filter((path) => !open.includes(path))).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
    rmSync(temporary, { recursive: true });
  });

  it('of the original that it was read from', async () => {
    const { path, remove } = await writeTemporary(workbook, 'customers.xlsx');
    await readRows(await openSource(path));
    expect(readFileSync(path).equals(workbook)).toBe(true);
    await remove();
  });
});
