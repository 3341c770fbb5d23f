/** The way of a file through the hands of its owner: checked, marked, corrected in a spreadsheet, imported. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { openXlsx, saveXlsx } from 'hucre';
import { describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.js';
import { runCommand } from '../support/command.js';
import { makeFolder, openSandbox, readRun } from '../support/program.js';

const SOURCE = 'fixtures/formats/to-correct.csv';

/** Row and column from 0, the header counted; as `fixtures/formats/make_by_hand.py` has typed them. */
const CORRECTIONS: readonly (readonly [row: number, column: number, text: string])[] = [
  [1, 2, 'ada@example.com'],
  [2, 1, 'Ben Ade'],
  [3, 0, '00019'],
  [3, 3, '+2348031234569'],
  [5, 6, 'Nigeria'],
];

/** The cells that the server must have, in the order of the rows. */
function toExpected(): string[][] {
  const rows = parse(readFileSync(SOURCE));
  for (const [row, column, text] of CORRECTIONS) (rows[row] ?? [])[column] = text;
  return rows.slice(1);
}

function toCells(sandbox: Sandbox): unknown[][] {
  return sandbox
    .snapshot()
    .customers.toSorted((a, b) => (a.externalId < b.externalId ? -1 : 1))
    .map(({ externalId, name, email, phone, address, description, metaData }) => [
      externalId,
      name,
      email,
      phone,
      address?.['street'],
      address?.['zipcode'],
      address?.['country'],
      description,
      metaData?.['since'],
      metaData?.['code'],
    ]);
}

async function importInto(path: string): Promise<unknown[][]> {
  const reportsDir = makeFolder();
  const { sandbox, flags, env } = await openSandbox();
  const { status } = await runCommand(['import', path, ...flags, '--reports-dir', reportsDir], { env });
  expect(status).toBe(0);
  expect(readRun(reportsDir).summary.counts).toMatchObject({ created: 5, invalid: 0 });
  return toCells(sandbox);
}

describe('a marked copy, once it is corrected', () => {
  it('is imported with every value as the source and the corrections have it', async () => {
    const copy = join(makeFolder(), 'to-correct.xlsx');
    const reports = ['--reports-dir', makeFolder()];
    const checked = await runCommand(['validate', SOURCE, '--annotate', copy, ...reports], {});
    expect(checked.status).toBe(1);
    const workbook = await openXlsx(readFileSync(copy));
    const [sheet] = workbook.sheets;
    for (const [row, column, text] of CORRECTIONS) {
      (sheet?.rows[row] ?? [])[column] = text;
      const cell = sheet?.cells?.get(`${row},${column}`);
      if (cell !== undefined) cell.value = text;
    }
    const corrected = join(makeFolder(), 'corrected.xlsx');
    writeFileSync(corrected, await saveXlsx(workbook));
    expect(await importInto(corrected)).toEqual(toExpected());
  });

  it('is imported likewise where LibreOffice has saved it', async () => {
    expect(await importInto('fixtures/formats/corrected-in-libreoffice.xlsx')).toEqual(toExpected());
  });
});
