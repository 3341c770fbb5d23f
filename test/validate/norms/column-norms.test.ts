import { describe, expect, it } from 'vitest';
import { ColumnNorms } from '../../../src/validate/norms/column-norms.js';
import { toMapping, toRow } from '../support.js';

const COLUMNS = ['Customer ID', 'Postal Code', 'Country'];

type Cells = Readonly<Record<string, string>>;

/** The issues of a source of these rows: row, code and hint. */
function judge(source: readonly Cells[]) {
  const norms = new ColumnNorms(toMapping(COLUMNS));
  const rows = source.map((cells, at) => toRow(cells, at + 1));
  rows.forEach((row) => norms.add(row));
  return rows
    .flatMap((row) => norms.toJudge()?.(row) ?? [])
    .map(({ rowNumber, column, code, value, hint }) => ({ rowNumber, column, code, value, hint }));
}

const ids = (...values: readonly string[]): Cells[] => values.map((id) => ({ 'Customer ID': id }));
const zips = (country: string | undefined, ...values: readonly string[]): Cells[] =>
  values.map((zip) => ({ 'Postal Code': zip, ...(country === undefined ? {} : { Country: country }) }));
const counted = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, at) => String(from + at));

describe('zeros lost from ids', () => {
  it('are reported if the others have theirs, with the cell as it is and what it was', () => {
    const found = judge(ids('00017', '04211', '10000', '23456', ' 42 ', '99999', '31415', '27182'));
    expect(found).toEqual([
      {
        rowNumber: 5,
        column: 'Customer ID',
        code: 'spreadsheet_lost_zero',
        value: ' 42 ',
        hint: 'If it was `00042`, write that. In the spreadsheet, format the column as text first.',
      },
    ]);
  });

  it.each([
    ['ids that are counted up', counted(1, 1200)],
    ['ids of two widths', ['00017', '04211', '10000', '1234', '1235', '1236']],
    [
      'ids that are mostly no numbers',
      ['00017', '04211', '00001', '42', ...counted(1, 9).map((n) => `C-${n}`)],
    ],
    ['too few ids', ['00017', '04211', '42']],
    ['ids of one width', ['00017', '04211', '10000']],
    ['one longer than the others', ['00017', '04211', '10000', '100000']],
  ])('are not seen in %s', (_what, values) => {
    expect(judge(ids(...values))).toEqual([]);
  });
});

describe('zeros lost from postcodes', () => {
  it('are reported within a country that is known for such, though no zero is left', () => {
    const rows = [
      ...zips('US', '94103', '60614', '10001', '30301', '2116', '73301', '501'),
      ...zips('Austria', '1010', '8010', '6020', '4020'),
      ...zips('Germany', '10115', '20095', '80331', '50667', '1067'),
    ];
    expect(judge(rows).map(({ value, hint }) => [value, hint.split('`')[1]])).toEqual([
      ['2116', '02116'],
      ['501', '00501'],
      ['1067', '01067'],
    ]);
  });

  it('are reported without a column for the country, one zero at most', () => {
    const found = judge(zips(undefined, '94103', '60614', '10001', '30301', '73301', '2116', '501'));
    expect(found.map(({ value }) => value)).toEqual(['2116']);
  });

  it.each([
    ['a country whose postcodes have no zero in front', 'Nigeria', ['101241', '900108', '500001', '90010']],
    ['a country with postcodes of several widths', 'Taiwan', ['10048', '11060', '80001', '100']],
    ['short ones where the country is not told', undefined, ['1010', '8010', '6020', '101']],
    ['those of letters and digits', 'UK', ['SW1A 1AA', 'EC1A 1BB', 'W1A 0AX', 'M1 1AE']],
  ])('are not seen in %s', (_what, country, values) => {
    expect(judge(zips(country, ...values))).toEqual([]);
  });

  it('are seen in no more than 300 countries apart, and the rest together', () => {
    const many = counted(1, 400).flatMap((n) => zips(`Country ${n}`, '10048'));
    expect(judge([...many, ...zips('Country 500', '10049', '10050', '10051', '1004')])).toEqual([]);
    expect(judge([...many, ...zips('Country 500', '01048')])).toEqual([]);
    expect(judge([...many, ...zips('Country 500', '01048', '1004')]).map(({ value }) => value)).toEqual([
      '1004',
    ]);
  });
});

describe('ids that became dates', () => {
  const OTHERS = ['A-1', 'B-7', 'C-9', '3-4', 'MAR4', 'DEC-10'];

  it.each([
    'Mar-05',
    '5-Mar',
    '05-Mar-23',
    'Mar 05',
    'mars-05',
    '05. Mrz',
    'Sept-10',
    '2023-03-05',
    '2023-03-05 00:00:00',
    '3/5/2023',
    '05.03.23',
  ])('are reported: %s', (id) => {
    const [issue, ...more] = judge(ids(...OTHERS, id));
    expect(more).toEqual([]);
    expect(issue).toMatchObject({ rowNumber: 7, code: 'spreadsheet_date', value: id, column: 'Customer ID' });
  });

  it.each(['MAR-05', 'DEC-10', 'Mark-05', '2023-13-05', '2023-03', '3/5', '3/4.23', 'Mar-', '2023-03-05-7'])(
    'are not seen in %s',
    (id) => {
      expect(judge(ids(...OTHERS, id))).toEqual([]);
    },
  );

  it('are not seen where dates are what the column has', () => {
    expect(judge(ids('A-1', 'B-2', 'C-3', '2023-03-05', '2023-03-06'))).toEqual([]);
  });
});

it('rows whose cells have shifted are neither counted nor judged', () => {
  const norms = new ColumnNorms(toMapping(COLUMNS));
  for (const id of ['00017', '04211', '10000', '23456']) norms.add(toRow({ 'Customer ID': id }));
  const shifted = { ...toRow({ 'Customer ID': '42' }), columnCount: { expected: 3, found: 4 } };
  norms.add(shifted);
  expect(norms.toJudge()).toBeUndefined();
  norms.add(toRow({ 'Customer ID': '42' }));
  expect(norms.toJudge()?.(shifted)).toEqual([]);
});

describe('last digits lost from ids', () => {
  const codes = (...values: readonly string[]): string[] =>
    judge(ids(...values)).map(({ code, value }) => `${code} ${value}`);

  it('are reported where most long ids end in zeros beyond the 15th digit', () => {
    const rounded = ['4829103847561234000', '4829103847561230000', '48291038475612300'];
    expect(codes(...rounded, '4829103847561234567', 'C-1', '42')).toEqual(
      rounded.map((value) => `spreadsheet_rounded ${value}`),
    );
  });

  it('are reported for a single id', () => {
    expect(codes('4829103847561234000')).toEqual(['spreadsheet_rounded 4829103847561234000']);
  });

  it('are reported for ids of 16 digits that all end in zero', () => {
    const values = ['4829103847561230', '4829103847561240', '4829103847561250'];
    expect(codes(...values)).toEqual(values.map((value) => `spreadsheet_rounded ${value}`));
  });

  it.each([
    ['one of several', ['4829103847561234000', '4829103847561234123', '4829103847561234567']],
    ['a single id with a zero at its end', ['4829103847561230']],
    ['ids of 15 digits', ['482910384756000', '482910384757000']],
    ['ids that kept the zeros in front', ['0829103847561234000', '0829103847561235000']],
    ['ids that are no numbers', ['C-829103847561234000', '829103847561234A000']],
  ])('are not seen in %s', (_what, values) => {
    expect(codes(...values)).toEqual([]);
  });
});
