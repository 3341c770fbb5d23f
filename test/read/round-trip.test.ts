import fc from 'fast-check';
import { stringify } from 'csv-stringify/sync';
import { describe, expect, it } from 'vitest';
import { toFormulaSafe } from '../../src/core/formula.js';
import { openText, readRows } from './reading.js';
import { bySize } from '../support/size.js';

/** Text with many of the characters that matter in CSV. */
const cell = fc.oneof(
  fc.string({
    unit: fc.constantFrom(',', ';', '\t', '|', '"', '\n', '\r', "'", '=', ' ', 'a', 'é', '😀', '\uFEFF'),
  }),
  fc.string({ unit: 'grapheme' }),
);
const COLUMNS = ['name', 'first column', 'c', 'd'];
/** Of each row a letter, because blank rows at the end are left out. */
const lettered = cell.map((text) => `a${text}`);
const table = fc.array(fc.tuple(cell, cell, lettered, cell), { minLength: 1, maxLength: 20 });
const chunkBytes = fc.constantFrom(1, 3, 64, 65_536);

/** Quotes what would else be taken for a line end of another kind, or a byte order mark. */
function write(rows: readonly (readonly string[])[], delimiter: string, lineEnd: string): string {
  return stringify([COLUMNS, ...rows] as string[][], {
    delimiter,
    record_delimiter: lineEnd,
    quoted_match: /[\r\n\uFEFF"]/,
  });
}

/** Lines by counting what was written. */
function toLines(rows: readonly (readonly string[])[], lineEnd: string): number[] {
  const ends = lineEnd === '\r' ? /\r\n|\r|\n/g : /\n/g;
  let line = 2;
  return rows.map((row) => {
    const at = line;
    line += 1 + row.reduce((count, text) => count + (text.match(ends)?.length ?? 0), 0);
    return at;
  });
}

describe.each(['\n', '\r\n', '\r'])('what was written with line end %j', (lineEnd) => {
  it.each([',', ';', '\t', '|'])(
    'and delimiter %j is read as it was, with the lines of its rows',
    async (delimiter) => {
      await fc.assert(
        fc.asyncProperty(table, chunkBytes, async (rows, size) => {
          const source = await openText(write(rows, delimiter, lineEnd), { delimiter, chunkBytes: size });
          const read = await readRows(source);
          expect(source.columns).toEqual(COLUMNS);
          expect(read.map((row) => row.cells)).toEqual(rows);
          expect(read.map((row) => row.line)).toEqual(toLines(rows, lineEnd));
        }),
        { numRuns: bySize({ small: 15, full: 150 }) },
      );
    },
  );

  it('and made safe for spreadsheets is read as it was', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const safe = [['name', 'b', 'c', 'bulk_status'], ...rows.map((row) => row.map(toFormulaSafe))];
        const text = stringify(safe, { record_delimiter: lineEnd, quoted_match: /[\r\n\uFEFF"]/ });
        const read = await readRows(await openText(text, { delimiter: ',' }));
        expect(read.map((row) => row.cells)).toEqual(rows);
      }),
      { numRuns: bySize({ small: 15, full: 150 }) },
    );
  });

  it.each([',', ';', '\t', '|'])(
    'and delimiter %j is found out, where cells hold it only in quotes',
    async (delimiter) => {
      await fc.assert(
        fc.asyncProperty(table, async (rows) => {
          const source = await openText(write(rows, delimiter, lineEnd));
          expect(source.format.delimiter).toBe(delimiter);
          await source.close();
        }),
        { numRuns: bySize({ small: 15, full: 150 }) },
      );
    },
  );
});

describe('any text', () => {
  it('is read without a crash: rows, or an error of this tool', async () => {
    const mess = fc.string({ unit: fc.constantFrom(',', '"', '\n', '\r', 'a', ' '), maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(mess, chunkBytes, async (text, size) => {
        try {
          const rows = await readRows(await openText(`name,b\n${text}`, { chunkBytes: size }));
          const letters = rows
            .flatMap((row) => row.cells)
            .join('')
            .replaceAll(/[^a]/g, '').length;
          // Nothing is lost, however odd the quotes.
          expect(letters).toBe(text.replaceAll(/[^a]/g, '').length);
        } catch (error) {
          expect(error).toMatchObject({ name: 'BulkError' });
        }
      }),
      { numRuns: bySize({ small: 100, full: 3000 }) },
    );
  });
});
