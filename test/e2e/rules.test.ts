import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Summary } from '../../src/record/summary/summary.js';
import { readPage, readTables } from '../docs/pages.js';
import { runCommand } from '../support/command.js';
import { makeFolder, readCsv } from '../support/program.js';

const PAGE = readPage('docs/guides/custom-rules.md').text;

const readBlock = (language: string): string =>
  new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(PAGE)?.[1] ?? '';

/** Runs the command of the guide in a folder with its files; `rules` in place of its rules. */
async function validate(rules: string) {
  const folder = makeFolder();
  const [source, file, reports] = ['customers.csv', 'rules.json', 'reports'].map((name) =>
    join(folder, name),
  );
  writeFileSync(String(source), readBlock('csv'));
  writeFileSync(String(file), rules);
  const args = ['validate', String(source), '--rules', String(file), '--unknown-columns', 'ignore'];
  const end = await runCommand([...args, '--reports-dir', String(reports), '--run-id', 'check']);
  return { ...end, run: join(String(reports), 'check') };
}

describe('--rules', () => {
  it('finds in the example of the guide what the guide says', async () => {
    const { status, run, stdout } = await validate(readBlock('json'));
    const issues = readCsv(join(run, 'issues.csv'));
    const [table] = readTables(PAGE);
    expect(table?.rows).toEqual(
      issues.map((issue) => ['row', 'column', 'severity', 'message'].map((column) => issue[column])),
    );
    expect(new Set(issues.map(({ code }) => code))).toEqual(new Set(['rule_violated']));
    expect(issues.find(({ column }) => column === 'externalId')?.['hint']).toBe('Look it up in the CRM.');
    expect(readCsv(join(run, 'rejected.csv'))).toHaveLength(3);
    expect(status).toBe(1);
    const { issues: groups } = JSON.parse(readFileSync(join(run, 'summary.json'), 'utf8')) as Summary;
    const counted = groups.map(({ count, severity, example }) => `${count} ${severity} ${example.column}`);
    expect(counted).toEqual([
      '2 error Passport',
      '1 error Age',
      '1 error email',
      '1 error externalId',
      '1 warning Tier',
    ]);
    expect(stdout.match(/\d+ x {2}rule_violated/g)).toHaveLength(5);
    const page = readFileSync(join(run, 'report.html'), 'utf8');
    for (const { example } of groups) expect(page).toContain(`<h3>Your rule for ${example.column}</h3>`);
  });

  it.each([
    ['{"rules":[{"column":"Age","min":"18"}]}', 'rules[0].min: expected a number'],
    ['{"rules":[{"column":"Shoe size","min":18}]}', 'The rules name the column `Shoe size`'],
  ])('with %s begins nothing, and says what is wrong', async (rules, message) => {
    const { status, stderr, run } = await validate(rules);
    expect(stderr).toContain('config_invalid');
    expect(stderr).toContain(message);
    expect(status).toBe(2);
    expect(existsSync(run)).toBe(false);
  });
});
