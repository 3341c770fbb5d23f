import { describe, expect, it } from 'vitest';
import { readRows } from '../reading.js';
import { openWorkbook } from './opening.js';
import { toSheetData } from './zip.js';

const ROWS = [
  ['externalId', 'name', 'metaData.company', 'email'],
  ['E-1', 'Ada Obi', 'Example Ltd', 'ada@example.com'],
  ['E-2', 'Ben Obi', '', 'ben@example.com'],
  ['E-3', 'Cleo Obi', '', 'cleo@example.com'],
  ['E-4', 'Dan Obi', '', 'dan@example.com'],
];

const GAPS = [
  ['externalId', 'name', 'metaData.company', 'email'],
  ['E-1', 'Ada Obi', 'Example Ltd', 'office@example.com'],
  ['E-2', 'Ben Obi', 'Other Ltd', ''],
  ['E-3', 'Cleo Obi', '', ''],
  ['E-4', 'Dan Obi', 'Example Ltd', ''],
];

const merged = (...refs: readonly string[]): string =>
  `<mergeCells>${refs.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;

/** As `row:cell code` for each doubt. */
async function readDoubts(tail: string, rows = ROWS): Promise<readonly string[]> {
  const sheets = { Customers: `${toSheetData(rows)}</sheetData>${tail}<sheetData>` };
  const read = await readRows(await openWorkbook({ sheets }));
  return read.flatMap(({ line, doubts = [] }) => doubts.map(({ cell, code }) => `${line}:${cell} ${code}`));
}

describe('cells that are merged over several rows', () => {
  it('raise a doubt in each row below the first, if its cell is sent', async () => {
    const sheets = { Customers: `${toSheetData(ROWS)}</sheetData>${merged('C2:C4')}<sheetData>` };
    const rows = await readRows(await openWorkbook({ sheets }));
    expect(rows.map(({ doubts }) => doubts)).toEqual([
      undefined,
      ...[3, 4].map((line) => [
        {
          code: 'cell_merged',
          line,
          cell: 2,
          message:
            'expected a cell of its own, found a part of the merged cells C2:C4: only row 2 has their value.',
          onlyIfSent: true,
        },
      ]),
      undefined,
    ]);
  });

  it.each([
    ['one after the other', merged('C2:C3', 'C4:C5'), ['3:2 cell_merged']],
    [
      'with a prefix',
      '<x:mergeCells><x:mergeCell count="1" ref=\'C2:C3\'/></x:mergeCells>',
      ['3:2 cell_merged'],
    ],
    ['in the header', merged('C1:C3'), ['3:2 cell_merged']],
    ['over columns too', merged('B2:C3'), ['3:2 cell_merged']],
    [
      'where full rows come first',
      merged('C3:C4', 'D2:D5'),
      ['3:3', '4:3', '4:2', '5:3'].map((at) => `${at} cell_merged`),
      GAPS,
    ],
  ])('are found %s', async (_how, tail, doubts, rows = ROWS) => {
    expect(await readDoubts(tail, rows)).toEqual(doubts);
  });

  it.each([
    ['in one row', merged('B2:C2')],
    ['without a value', merged('C4:C5')],
    ['beside the table', merged('G2:G4')],
    ['below the rows', merged('C5:C9')],
    ['beginning in an empty row', merged('C6:C7'), [...ROWS, ['', '', '', ''], ['E-6', 'Fay Obi', '', '']]],
  ])('raise none %s', async (_how, tail, rows = ROWS) => {
    expect(await readDoubts(tail, rows)).toEqual([]);
  });

  it('are not looked for in the text of a cell', async () => {
    const text = '</sheetData><mergeCell ref="C2:C4"/>'.replaceAll('<', '&lt;');
    const rows = ROWS.map((row, at) => (at === 1 ? ['E-1', text, 'Example Ltd', 'ada@example.com'] : row));
    expect(await readDoubts('', rows)).toEqual([]);
  });
});
