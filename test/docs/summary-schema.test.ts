import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Summary } from '../../src/record/summary/summary.js';
import { runCommand } from '../support/command.js';
import { makeFolder } from '../support/program.js';

const schema = JSON.parse(readFileSync('docs/reference/summary.schema.json', 'utf8')) as Record<
  string,
  unknown
>;
// Its pattern checks the time; formats are in another package.
const ajv = new Ajv2020({ validateFormats: false, allErrors: true });
const isSummary = ajv.compile(schema);

async function readSummary(command: string, options: readonly string[]): Promise<Summary> {
  const reports = join(makeFolder(), 'reports');
  const args = [command, 'fixtures/customers.csv', ...options, '--json', '--reports-dir', reports];
  const { stdout } = await runCommand(args);
  return JSON.parse(stdout) as Summary;
}

describe('the JSON Schema of summary.json', () => {
  it.each([
    ['import', ['--sandbox', '--dry-run']],
    ['import', ['--sandbox']],
    ['reconcile', ['--sandbox']],
  ])('accepts what %s %j prints', async (command, options) => {
    isSummary(await readSummary(command, options));
    expect(isSummary.errors).toBeNull();
  });

  it('accepts what validate prints, and refuses it with a status that there is not, or without a field', async () => {
    const summary = await readSummary('validate', []);
    isSummary(summary);
    expect(isSummary.errors).toBeNull();
    expect(isSummary({ ...summary, counts: { ...summary.counts, vanished: 1 } })).toBe(false);
    expect(isSummary({ ...summary, exitCode: undefined })).toBe(false);
  });
});
