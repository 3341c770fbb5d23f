import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BULK_STATUSES } from '../../src/core/types.js';
import { isRejected, writeRejected } from '../../src/record/table/rejected.js';
import { listNames, makeFolder, makeResultRow, readMode } from './support.js';

describe('isRejected', () => {
  it('is so for invalid, conflict and failed, and nothing else', () => {
    expect(BULK_STATUSES.filter(isRejected)).toEqual(['invalid', 'conflict', 'failed']);
  });
});

/** The text after the byte order mark, which Excel needs to show é as é. */
async function readMarked(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  expect(text.startsWith('\uFEFF')).toBe(true);
  return text.slice(1);
}

describe('writeRejected', () => {
  it("writes the source's own columns, the code and the message, for the rejected rows only", async () => {
    const path = join(await makeFolder(), 'rejected.csv');
    const count = await writeRejected(
      path,
      ['id', 'name', 'bulk_status'],
      [
        [
          makeResultRow({ rowNumber: 1, cells: ['1', 'Ada', ''], status: 'created' }),
          makeResultRow({
            rowNumber: 2,
            cells: ['2', '', 'failed'],
            status: 'invalid',
            errorCode: 'name_missing',
            error: 'The name is empty.',
          }),
        ],
        [makeResultRow({ rowNumber: 3, cells: ['3', 'Obi', ''], status: 'pending' })],
        [
          makeResultRow({
            rowNumber: 4,
            cells: ['4', '@Eze', ''],
            status: 'conflict',
            errorCode: 'ambiguous_match',
            error: '2 customers match, "a" and "b".',
          }),
          makeResultRow({
            rowNumber: 5,
            cells: ['5', 'Uju', ''],
            status: 'failed',
            uid: 'there',
            errorCode: 'address_failed',
            error: '',
          }),
        ],
      ],
    );
    expect(count).toBe(3);
    expect(await readMarked(path)).toBe(
      [
        'id,name,bulk_error_code,bulk_error',
        '2,,name_missing,The name is empty.',
        `4,'@Eze,ambiguous_match,"2 customers match, ""a"" and ""b""."`,
        '5,Uju,address_failed,',
        '',
      ].join('\n'),
    );
    expect(await readMode(path)).toBe('0600');
  });

  it('keeps the bulk_uid of the source, which identifies the rows when imported again', async () => {
    const path = join(await makeFolder(), 'rejected.csv');
    await writeRejected(
      path,
      ['name', 'bulk_row', 'bulk_uid'],
      [
        [
          makeResultRow({
            rowNumber: 1,
            cells: ['', '7', 'abc'],
            status: 'invalid',
            errorCode: 'name_missing',
          }),
        ],
      ],
    );
    expect(await readMarked(path)).toBe('name,bulk_uid,bulk_error_code,bulk_error\n,abc,name_missing,\n');
  });

  it('keeps the cells of a row that is too long', async () => {
    const path = join(await makeFolder(), 'rejected.csv');
    await writeRejected(
      path,
      ['id'],
      [
        [
          makeResultRow({ rowNumber: 1, cells: [''], status: 'invalid', errorCode: 'key_missing' }),
          makeResultRow({ rowNumber: 2, cells: ['2', 'x'], status: 'invalid', errorCode: 'column_count' }),
        ],
      ],
    );
    expect(await readMarked(path)).toBe(
      'id,bulk_error_code,bulk_error,bulk_extra_1\n,key_missing,,\n2,column_count,,x\n',
    );
  });

  it('writes no file when no row is rejected, and removes that of the session before', async () => {
    const folder = await makeFolder();
    const path = join(folder, 'rejected.csv');
    const rows = [[makeResultRow({ rowNumber: 1, cells: ['1'], status: 'created' })]];
    expect(await writeRejected(path, ['id'], rows)).toBe(0);
    await writeFile(path, 'old');
    expect(await writeRejected(path, ['id'], rows)).toBe(0);
    expect(await listNames(folder)).toEqual([]);
  });

  it('says so where the old file can not be removed', async () => {
    const path = join(await makeFolder(), 'rejected.csv');
    await mkdir(path);
    await expect(writeRejected(path, ['id'], [])).rejects.toMatchObject({ code: 'output_unwritable' });
  });
});
