import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RESULT_COLUMNS, writeResults } from '../../src/record/table/results.js';
import { listNames, makeFolder, makeResultRow, parseTable, readMode } from './support.js';
import { bySize } from '../support/size.js';

const UID = '3b241101-e2bb-4255-8caf-4136c566a962';
const TAIL =
  'bulk_row,bulk_line,bulk_status,bulk_uid,bulk_matched_by,bulk_address_status,bulk_address,bulk_address_uid,' +
  'bulk_error_code,bulk_error,bulk_warnings,bulk_attempts,bulk_http_status,bulk_finished_at,bulk_changes,bulk_not_kept';

describe('writeResults', () => {
  it("writes the source's own columns and then this tool's, one line for each row", async () => {
    const path = join(await makeFolder(), 'results.csv');
    const count = await writeResults(
      path,
      ['Customer ID', 'Full Name', 'phone'],
      [
        [
          makeResultRow({
            rowNumber: 1,
            cells: ['007', 'Obi, Ada', '+2348012345678'],
            status: 'created',
            uid: UID,
            addressStatus: 'created',
            address: 'tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx',
            addressUid: 'f1',
            warnings: ['phone_invalid', 'country_unknown'],
            attempts: 2,
            httpStatus: 201,
            finishedAt: '2026-01-02T03:04:05.678Z',
          }),
        ],
        [
          makeResultRow({
            rowNumber: 2,
            line: 4,
            cells: ['=1+1', '', 'x'],
            status: 'invalid',
            errorCode: 'name_missing',
            error: 'The name is empty.',
          }),
          makeResultRow({ rowNumber: 3, line: 5, cells: ['9', 'Eze', ''], matchedBy: 'email' }),
        ],
      ],
    );
    expect(count).toBe(3);
    expect(await readFile(path, 'utf8')).toBe(
      [
        `Customer ID,Full Name,phone,${TAIL}`,
        `007,"Obi, Ada",+2348012345678,1,2,created,${UID},,created,tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx,f1,,,phone_invalid;country_unknown,2,201,2026-01-02T03:04:05.678Z,,`,
        `'=1+1,,x,2,4,invalid,,,,,,name_missing,The name is empty.,,0,,,,`,
        `9,Eze,,3,5,pending,,email,,,,,,,0,,,,`,
        '',
      ].join('\n'),
    );
    expect(await readMode(path)).toBe('0600');
  });

  it('has its header only when there is no row', async () => {
    const path = join(await makeFolder(), 'results.csv');
    expect(await writeResults(path, ['name'], [])).toBe(0);
    expect(await readFile(path, 'utf8')).toBe(`name,${TAIL}\n`);
  });

  it('replaces the bulk_ columns of a results.csv that is imported again', async () => {
    const path = join(await makeFolder(), 'results.csv');
    const columns = ['name', ...RESULT_COLUMNS, 'plan'];
    const cells = [
      'Ada',
      '9',
      '10',
      'failed',
      UID,
      '',
      '',
      '',
      '',
      'api_rejected',
      'old',
      '',
      '1',
      '400',
      'old',
      '',
      'name',
      'gold',
    ];
    await writeResults(path, columns, [
      [makeResultRow({ rowNumber: 1, cells, status: 'updated', uid: UID, matchedBy: 'uid' })],
    ]);
    expect(await readFile(path, 'utf8')).toBe(
      `name,plan,${TAIL}\nAda,gold,1,2,updated,${UID},uid,,,,,,,0,,,,\n`,
    );
  });

  it('keeps the bulk_uid that the source brought where this run has found none', async () => {
    const path = join(await makeFolder(), 'results.csv');
    await writeResults(
      path,
      ['bulk_uid', 'name'],
      [
        [
          makeResultRow({ rowNumber: 1, cells: ['from-source', ''], status: 'invalid' }),
          makeResultRow({ rowNumber: 2, cells: ['from-source', 'Ada'], status: 'updated', uid: 'found' }),
        ],
      ],
    );
    expect(await readFile(path, 'utf8')).toBe(
      `name,${TAIL}\n,1,2,invalid,from-source,,,,,,,,0,,,,\nAda,2,3,updated,found,,,,,,,,0,,,,\n`,
    );
  });

  it('pads a short row, and widens the table for the cells of a row that is too long', async () => {
    const folder = await makeFolder();
    const path = join(folder, 'results.csv');
    await writeResults(
      path,
      ['id', 'city'],
      [
        [makeResultRow({ rowNumber: 1, cells: ['1'] })],
        [makeResultRow({ rowNumber: 2, cells: ['2', 'Lagos', ' Nigeria', '=9'] })],
        [makeResultRow({ rowNumber: 3, cells: ['3', "'=Abuja", 'x'] })],
      ],
    );
    expect(await readFile(path, 'utf8')).toBe(
      [
        `id,city,${TAIL},bulk_extra_1,bulk_extra_2`,
        `1,,1,2,pending,,,,,,,,,0,,,,,,`,
        `2,Lagos,2,3,pending,,,,,,,,,0,,,,, Nigeria,'=9`,
        `3,''=Abuja,3,4,pending,,,,,,,,,0,,,,,x,`,
        '',
      ].join('\n'),
    );
    expect(await readMode(path)).toBe('0600');
    expect(await listNames(folder)).toEqual(['results.csv']);
  });

  it('tells what an update changes, exactly and on one line', async () => {
    const path = join(await makeFolder(), 'results.csv');
    const changes = [
      { field: 'name', before: 'Ada "A" Obi', after: 'Ada Obi;' },
      { field: 'metaData.plan', before: null, after: { tier: 3 } },
    ];
    await writeResults(path, ['id'], [[makeResultRow({ rowNumber: 1, cells: ['1'], changes })]]);
    const [, [, ...cells] = []] = parseTable(await readFile(path));
    expect(cells.at(-2)).toBe('name: "Ada \\"A\\" Obi" → "Ada Obi;"; metaData.plan: null → {"tier":3}');
  });

  it('leaves the results of the session before untouched when the rows end in an error', async () => {
    const folder = await makeFolder();
    const path = join(folder, 'results.csv');
    await writeFile(path, 'old');
    function* rows() {
      yield [makeResultRow({ rowNumber: 1, cells: ['1', 'too long'] })];
      throw new Error('the journal can not be read');
    }
    await expect(writeResults(path, ['id'], rows())).rejects.toThrow('the journal can not be read');
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await listNames(folder)).toEqual(['results.csv']);
  });

  it('loses no cell of any source: read again, each row has its own cells and its number', async () => {
    const path = join(await makeFolder(), 'results.csv');
    const cell = fc.string({
      unit: fc.constantFrom('=', "'", '"', ',', '\n', '\r', 'a', 'é', '+', '1'),
      maxLength: 4,
    });
    const source = fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(source, fc.integer({ min: 1, max: 3 }), async (sourceRows, width) => {
        const columns = ['a', 'b', 'c'].slice(0, width);
        const rows = sourceRows.map((cells, at) => makeResultRow({ rowNumber: at + 1, cells }));
        await writeResults(path, columns, [rows.slice(0, 2), rows.slice(2)]);
        const [header, ...lines] = parseTable(await readFile(path));
        expect(header?.slice(0, width + RESULT_COLUMNS.length)).toEqual([...columns, ...RESULT_COLUMNS]);
        expect(lines.map((line) => line[width])).toEqual(rows.map((row) => String(row.rowNumber)));
        const found = lines.map((line) => [
          ...line.slice(0, width),
          ...line.slice(width + RESULT_COLUMNS.length),
        ]);
        // Surplus cells that are all empty leave a trace, so that the row does not look sound when read again.
        const wanted = sourceRows.map((cells) => {
          const isSurplusEmpty = cells.length > width && cells.slice(width).every((text) => text === '');
          return isSurplusEmpty ? [...cells.slice(0, width), '(empty)'] : withoutEmptyEnd(cells);
        });
        expect(found.map(withoutEmptyEnd)).toEqual(wanted);
      }),
      { numRuns: bySize({ small: 20, full: 150 }) },
    );
  });
});

function withoutEmptyEnd(cells: readonly string[]): string[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1);
}
