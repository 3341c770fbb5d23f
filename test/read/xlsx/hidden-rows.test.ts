import { describe, expect, it } from 'vitest';
import { readRows } from '../reading.js';
import { openWorkbook } from './opening.js';

const toCell = (column: string, line: number, text: string): string =>
  `<c r="${column}${line}" t="inlineStr"><is><t>${text}</t></is></c>`;

/** A row with the attributes of its tag. */
const toRow = (line: number, attributes: string, [id, name]: readonly [string, string]): string =>
  `<row r="${line}"${attributes}>${toCell('A', line, id)}${toCell('B', line, name)}</row>`;

async function readHidden(attributes: readonly string[]): Promise<readonly (number | string)[]> {
  const header = toRow(1, '', ['externalId', 'name']);
  const rows = attributes.map((some, at) => toRow(at + 2, some, [`K${at}`, `Ann ${at}`]));
  const sheets = { Customers: [header, ...rows].join('') };
  const read = await readRows(await openWorkbook({ sheets }));
  expect(read.map(({ cells }) => cells[0])).toEqual(attributes.map((_some, at) => `K${at}`));
  return read.flatMap(({ line, doubts = [] }) => doubts.map(({ code }) => `${line} ${code}`));
}

describe('rows that are hidden in a sheet', () => {
  it.each([
    ['by a filter', ['', ' hidden="1"', '', ' spans="1:2" hidden="1"', ' hidden="1" ht="15"']],
    [
      'as LibreOffice writes it',
      ['', ' hidden="true"', ' hidden="false"', ' hidden="true"', ' hidden="true"'],
    ],
    [
      'in a folded group',
      ['', ' outlineLevel="1" hidden="1"', ' hidden="0"', ' x:a="b" hidden="1"', " hidden='1'"],
    ],
    [
      'of no height',
      [
        '',
        ' ht="0" customHeight="1"',
        ' ht="0.5"',
        ' spans="1:2" ht="0.0" customHeight="1"',
        " ht='0' customHeight='1'",
      ],
    ],
  ])('are read, each with a doubt: %s', async (_how, attributes) => {
    expect(await readHidden(attributes)).toEqual(['3 row_hidden', '5 row_hidden', '6 row_hidden']);
  });

  it('and the first row below the header too', async () => {
    expect(await readHidden([' hidden="1"', ''])).toEqual(['2 row_hidden']);
  });

  it('but rows with other attributes are not', async () => {
    expect(
      await readHidden(['', ' collapsed="1"', ' outlineLevel="1"', ' hidden="0"', ' customHeight="1"']),
    ).toEqual([]);
  });
});
