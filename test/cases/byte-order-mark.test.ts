import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openBench, type Flags } from '../support/run-import.js';
import { openExportBench } from '../support/run-export.js';
import { validateBytes } from '../support/run-validate.js';

const isMarked = (path: string): boolean => readFileSync(path).subarray(0, 3).toString('hex') === 'efbbbf';

const CUSTOMERS = [
  { externalId: 'A-1', name: 'Zoë', email: 'zoe@example.com' },
  { externalId: 'A-2', name: 'José', email: 'no address' },
];

it.each<[Flags, results: boolean, rejected: boolean]>([
  [{}, false, true],
  [{ bom: true }, true, true],
  [{ bom: false }, false, false],
])(
  'an import with %j has a mark in results.csv: %s, in rejected.csv: %s',
  async (flags, results, rejected) => {
    const { run } = await openBench(CUSTOMERS).then((bench) => ({ run: bench.run.bind(bench) }));
    const { summary } = await run(flags);
    expect(isMarked(join(summary.runDir, 'results.csv'))).toBe(results);
    expect(isMarked(join(summary.runDir, 'rejected.csv'))).toBe(rejected);
  },
);

it('a corrected rejected.csv is read with its mark, also where rows are too long', async () => {
  const source = 'name,email\nZoë,none,more\nJosé,none\n';
  const { rejected = Buffer.alloc(0) } = await validateBytes(source);
  expect(rejected.toString().split('\n')[0]).toBe('\uFEFFname,email,bulk_error_code,bulk_error,bulk_extra_1');
  const corrected = rejected.toString().replaceAll('none', 'a@example.com').replace(',more', ',');
  const { summary, issues } = await validateBytes(corrected);
  expect(summary.source.rows).toBe(2);
  expect(issues.map(({ code }) => code)).toEqual(['duplicate_email', 'duplicate_email']);
});

it('an export has a mark only with --bom', async () => {
  const bench = await openExportBench({ seedCustomers: 2 });
  for (const bom of [undefined, true]) {
    const { files } = await bench.export({ bom });
    expect(isMarked(files[0] ?? '')).toBe(bom === true);
  }
});
