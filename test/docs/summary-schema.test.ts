import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Summary } from '../../src/record/summary/summary.js';
import { makeFolder, runProgram } from '../support/program.js';

const schema = JSON.parse(readFileSync('docs/reference/summary.schema.json', 'utf8')) as Record<
  string,
  unknown
>;
// Its pattern checks the time; formats are in another package.
const ajv = new Ajv2020({ validateFormats: false, allErrors: true });
const isSummary = ajv.compile(schema);

describe('the JSON Schema of summary.json', () => {
  it.each([
    ['validate', []],
    ['import', ['--sandbox', '--dry-run']],
    ['import', ['--sandbox']],
    ['reconcile', ['--sandbox']],
  ])('accepts what %s %j prints', async (command, options) => {
    const folder = join(makeFolder(), 'reports');
    const args = [command, 'fixtures/customers.csv', ...options, '--json', '--reports-dir', folder];
    const { stdout } = await runProgram(args);
    isSummary(JSON.parse(stdout));
    expect(isSummary.errors).toBeNull();
  });

  it('refuses a status that there is not, and a missing field', async () => {
    const { stdout } = await runProgram([
      'validate',
      'fixtures/customers.csv',
      '--json',
      '--reports-dir',
      join(makeFolder(), 'reports'),
    ]);
    const summary = JSON.parse(stdout) as Summary;
    expect(isSummary({ ...summary, counts: { ...summary.counts, vanished: 1 } })).toBe(false);
    expect(isSummary({ ...summary, exitCode: undefined })).toBe(false);
  });
});
