import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import type { ResultRow, Issue } from '../../../src/core/types.js';
import { MAX_COMMENTS, writeAnnotated } from '../../../src/record/annotated/workbook.js';
import { makeFolder, makeIssue, makeResultRow } from '../support.js';

async function write(columns: readonly string[], rows: readonly ResultRow[], issues: readonly Issue[]) {
  const path = join(await makeFolder(), 'x.xlsx');
  const written = await writeAnnotated(path, { columns, readRows: () => [rows], readIssues: () => [issues] });
  const { sheets } = await readXlsx(readFileSync(path), { readStyles: true });
  const [sheet] = sheets;
  if (sheet === undefined) throw new Error('There is no sheet.');
  return { path, written, sheet };
}

const toRows = (cells: readonly (readonly string[])[]): ResultRow[] =>
  cells.map((row, at) => makeResultRow({ rowNumber: at + 1, cells: [...row] }));

describe('writeAnnotated', () => {
  it('keeps every cell as text: zeros, long numbers, signs, line breaks, all scripts', async () => {
    const cells = [
      ['00123', '234801234567890123', '+2348012345678', '=1+1', '1/2'],
      ['TRUE', ' a  b ', 'a\nb', 'Ọláìtán 李 👩‍👩‍👧', '<b>&"\''],
      ['\r\n', '_x0041_', '\u0007', '-5', "'x"],
    ];
    const { sheet, path } = await write(['a', 'b', 'c', 'd', 'e'], toRows(cells), []);
    expect(sheet.rows).toEqual([['a', 'b', 'c', 'd', 'e'], ...cells]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('marks each faulty cell by its severity, empty ones and the header too, with a comment', async () => {
    const { sheet, written } = await write(
      ['id', 'name', 'Colour'],
      toRows([
        ['a', '', 'red'],
        ['b', 'Bo', 'red'],
      ]),
      [
        makeIssue({
          rowNumber: 0,
          code: 'column_unknown',
          column: 'Colour',
          severity: 'warning',
          message: 'm',
          hint: 'h',
        }),
        makeIssue({
          rowNumber: 1,
          code: 'name_missing',
          column: 'name',
          message: 'none',
          hint: 'Fill it in.',
        }),
      ],
    );
    expect(written).toEqual({ marks: 2, comments: 2 });
    const marked = [...(sheet.cells ?? [])].filter(([, { comment }]) => comment !== undefined);
    expect(marked.map(([at, { comment }]) => [at, comment?.text])).toEqual([
      ['0,2', 'Warning: m\nTo do: h'],
      ['1,1', 'Error: none\nTo do: Fill it in.'],
    ]);
    const colors = marked.map(([, { style }]) => JSON.stringify(style?.fill));
    expect(colors[0]).toContain('FFEB9C');
    expect(colors[1]).toContain('FFC7CE');
    expect(sheet.freezePane).toMatchObject({ rows: 1 });
  });

  it('leaves a trace of cells beyond the header, and what earlier runs added out', async () => {
    const columns = ['id', 'bulk_error', 'name'];
    const { sheet } = await write(columns, toRows([['a', 'x', 'Ada', '']]), []);
    expect(sheet.rows).toEqual([
      ['id', 'name', null],
      ['a', 'Ada', '(empty)'],
    ]);
  });

  it('writes no part of a cell that a spreadsheet can not hold whole', async () => {
    const { sheet } = await write(['a'], toRows([['x'.repeat(32_767)], ['x'.repeat(32_768)]]), []);
    expect(sheet.rows[1]).toEqual(['x'.repeat(32_767)]);
    expect(sheet.rows[2]).toEqual(['########']);
  });

  it('colours all cells, and comments on the first ten thousand', async () => {
    const count = MAX_COMMENTS + 50;
    const rows = toRows(Array.from({ length: count }, (_, at) => [String(at)]));
    const issues = rows.map(({ rowNumber }) => makeIssue({ rowNumber, code: 'uid_invalid', column: 'a' }));
    const { sheet, written } = await write(['a'], rows, issues);
    expect(written).toEqual({ marks: count, comments: MAX_COMMENTS });
    expect(sheet.rows).toHaveLength(count + 1);
    const cells = [...(sheet.cells?.values() ?? [])];
    expect(cells.filter(({ comment }) => comment !== undefined)).toHaveLength(MAX_COMMENTS);
    expect(JSON.stringify(sheet.cells?.get(`${count},0`)?.style?.fill)).toContain('FFC7CE');
  });

  it('throws what reading the rows throws, and leaves no file', async () => {
    const path = join(await makeFolder(), 'x.xlsx');
    const readRows = function* (): Generator<readonly ResultRow[]> {
      yield toRows([['a']]);
      throw new RangeError('The journal has no more rows.');
    };
    const writing = writeAnnotated(path, { columns: ['a'], readRows, readIssues: () => [] });
    await expect(writing).rejects.toThrow('The journal has no more rows.');
    expect(existsSync(path)).toBe(false);
  });

  it('is the same file for the same content', async () => {
    const first = await write(['a'], toRows([['1']]), []);
    const second = await write(['a'], toRows([['1']]), []);
    expect(readFileSync(second.path)).toEqual(readFileSync(first.path));
  });
});
