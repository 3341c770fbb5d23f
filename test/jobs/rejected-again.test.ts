/** A row that only its source shows to be wrong stays refused in rejected.csv, until a person has corrected it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { describe, expect, test } from 'vitest';
import { toParts, zip } from '../read/xlsx/zip.js';
import { CODES, type Code } from '../../src/core/codes.js';
import { makeFolder } from '../support/program.js';
import { validateBytes, type ValidateResult } from '../support/run-validate.js';

const HEADER = 'externalId,name,email,description\n';
const GOOD = 'C1,Ann Lee,ann@example.com,x\nC2,Bob Ray,bob@example.com,x\n';
const record = (name: string): string =>
  `{"externalId":"C3","name":${name},"email":"cy@example.com","description":"x"}`;

const toRow = (line: number, cells: readonly string[]): string =>
  `<row r="${line}">${cells
    .map((text, at) => `<c r="${'ABCD'.charAt(at)}${line}" t="inlineStr"><is><t>${text}</t></is></c>`)
    .join('')}</row>`;

function toMergedWorkbook(): Buffer {
  const parts = toParts({
    sheets: {
      Customers:
        toRow(1, ['externalId', 'name', 'email', 'description']) +
        toRow(2, ['C1', 'Ann Lee', 'ann@example.com', 'x']) +
        toRow(3, ['C3', 'Cy Poe', '', 'x']),
    },
  });
  const merged = '</sheetData><mergeCells count="1"><mergeCell ref="C2:C3"/></mergeCells>';
  return zip(
    parts.map((part) => ({ ...part, content: String(part.content).replace('</sheetData>', merged) })),
  );
}

const CASES: readonly (readonly [code: Code, source: string | Buffer, name: string])[] = [
  ['column_count', `${HEADER}${GOOD}C3,Cy Po\n`, 'customers.csv'],
  ['quote_misplaced', `${HEADER}${GOOD}C3,"Cy" Poe,cy@example.com,x\n`, 'customers.csv'],
  ['row_not_customer', `${HEADER}${GOOD}Sum,Cy Poe,,x\n`, 'customers.csv'],
  ['row_commented', `# made by hand\n${HEADER}${GOOD}#C3,Cy Poe,cy@example.com,x\n`, 'customers.csv'],
  [
    'rows_swallowed',
    `${HEADER}${GOOD}C3,"Cy Poe,cy@example.com,x\nC4,Di Moe",di@example.com,x\n`,
    'customers.csv',
  ],
  ['key_twice', record('"Cy Poe","name":"Cyrus Poe"'), 'customers.ndjson'],
  ['list_value', record('["Cy Poe"]'), 'customers.ndjson'],
  ['cell_merged', toMergedWorkbook(), 'customers.xlsx'],
];

async function check(source: string | Buffer, name?: string): Promise<ValidateResult> {
  return validateBytes(source, {}, name);
}

const toErrors = ({ issues }: ValidateResult): string[] =>
  issues.filter(({ severity }) => severity === 'error').map(({ code = '' }) => code);

describe('rejected.csv', () => {
  test.each(CASES)(
    'of a row with %s is refused for it, however often it is read again',
    async (code, source, name) => {
      let found = await check(source, name);
      expect(toErrors(found)).toContain(code);
      for (let times = 0; times < 2; times += 1) {
        found = await check(found.rejected ?? '');
        expect(found.summary.counts.invalid).toBe(1);
        expect(toErrors(found)).toContain(code);
        const { message, hint } = found.issues.find((issue) => issue['code'] === code) ?? {};
        expect(message).toContain(CODES[code].meaning);
        expect(hint).toContain(`(${code})`);
      }
    },
  );

  test('of a row with two errors has the one that its cells do not show', async () => {
    const source = record('"Cy Poe","name":"Cyrus Poe"').replace('cy@example.com', 'cy(at)example.com');
    const { rejected = '' } = await check(source, 'customers.ndjson');
    const corrected = String(rejected).replace('cy(at)example.com', 'cy@example.com');
    expect(corrected).not.toBe(String(rejected));
    expect(toErrors(await check(corrected))).toEqual(['key_twice']);
  });

  test.each(CASES.filter(([code]) => code !== 'rows_swallowed'))(
    'of a row with %s is taken once the row is corrected and its mark is removed',
    async (_code, source, name) => {
      const { rejected = '' } = await check(source, name);
      const [header = [], row = []]: string[][] = parse(rejected, { bom: true });
      const corrected = header.map((column, at) => {
        if (column.startsWith('bulk_extra_')) return '';
        if (column === 'name') return 'Cy Poe';
        return column === 'email' ? 'cy@example.com' : (row[at] ?? '').replace('#', '');
      });
      const found = await check(stringify([header, corrected]));
      expect(toErrors(found)).toEqual([]);
      expect(found.summary.counts.invalid).toBe(0);
    },
  );

  test('of a row with too few cells is taken once they are filled in, also where the last one is meant to be empty', async () => {
    const { rejected = '' } = await check(`${HEADER}${GOOD}C3,Cy Po\n`);
    const [header = [], row = []]: string[][] = parse(rejected, { bom: true });
    const corrected = [...['C3', 'Cy Poe', 'cy@example.com', ''], ...row.slice(4, -1), ''];
    expect(header.at(-1)).toBe('bulk_extra_1');
    expect(toErrors(await check(stringify([header, corrected])))).toEqual([]);
  });
});

test.each(CASES)(
  'an annotated copy of a row with %s is not sound either, until its mark is deleted',
  async (_code, source, name) => {
    const copy = join(makeFolder(), 'copy.xlsx');
    await validateBytes(source, { annotate: copy }, name);
    const found = await check(readFileSync(copy), 'copy.xlsx');
    expect(found.summary.counts.invalid).toBe(1);
  },
);
