import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import type { Summary } from '../../src/record/summary/summary.js';
import { runCommand } from '../support/command.js';
import { makeFolder, openSandbox, readCsv, runProgram, toCustomersCsv } from '../support/program.js';

/** Runs `validate` on a file of this content. */
async function validate(content: string, ...flags: readonly string[]) {
  const source = join(makeFolder(), 'customers.csv');
  writeFileSync(source, content);
  const reportsDir = makeFolder();
  const end = await runCommand([
    'validate',
    source,
    '--reports-dir',
    reportsDir,
    '--run-id',
    'check',
    ...flags,
  ]);
  const folder = join(reportsDir, 'check');
  return { ...end, reportsDir, folder, readSummary: () => readJson(join(folder, 'summary.json')) };
}

function readJson(path: string): Summary {
  return JSON.parse(readFileSync(path, 'utf8')) as Summary;
}

const FAULTY = `externalId,name,email,Colour
a-1,Ada Example,ada@example.com,red
a-2,,bo(at)example.com,red
a-1,Cy Example,cy@example.com,red
,Di Example,,red
`;

describe('validate', () => {
  it('finds every fault of every row in one pass, with its row, line and column', async () => {
    const { status, stdout, folder, readSummary } = await validate(FAULTY);
    expect(status).toBe(1);
    const issues = readCsv(join(folder, 'issues.csv'));
    expect(
      issues.map((issue) => [issue['row'], issue['line'], issue['column'], issue['severity'], issue['code']]),
    ).toEqual([
      ['0', '1', 'Colour', 'warning', 'column_unknown'],
      ['1', '2', 'externalId', 'error', 'duplicate_external_id'],
      ['2', '3', 'email', 'error', 'email_invalid'],
      ['2', '3', 'name', 'error', 'name_missing'],
      ['3', '4', 'externalId', 'error', 'duplicate_external_id'],
      ['4', '5', '', 'error', 'key_missing'],
    ]);
    expect(readCsv(join(folder, 'rejected.csv')).map((row) => row['bulk_error_code'])).toEqual([
      'duplicate_external_id',
      'email_invalid',
      'duplicate_external_id',
      'key_missing',
    ]);
    expect(readSummary()).toMatchObject({
      command: 'validate',
      mode: null,
      baseUrl: null,
      source: { rows: 4 },
      counts: { invalid: 4, pending: 0, created: 0 },
      requests: { total: 0 },
      exitCode: 1,
    });
    expect(stdout).toMatch(/valid +0\n +invalid +4\n +total +4\n/);
    expect(stdout).toContain('2 x  duplicate_external_id');
    expect(stdout).toContain('row 2 (line 3)');
    expect(stdout).toMatch(
      /This checks rejected\.csv once you have corrected it:\n {2}(?:npx )?bitpowr-bulk validate \S+rejected\.csv/,
    );
    expect(stdout).toMatch(/`(?:npx )?bitpowr-bulk map \S+\.csv\S*` proposes a mapping/);
  });

  it('ends with status 0 and writes no rejected.csv where only warnings are found', async () => {
    const { status, folder, readSummary } = await validate('externalId,name,Colour\na,Ada Example,red\n');
    expect(status).toBe(0);
    expect(existsSync(join(folder, 'rejected.csv'))).toBe(false);
    expect(readCsv(join(folder, 'issues.csv'))).toHaveLength(1);
    expect(readSummary().counts.invalid).toBe(0);
  });

  it('makes errors of warnings with --strict, those about the header too', async () => {
    const { status, readSummary } = await validate('externalId,name,Colour\na,Ada Example,red\n', '--strict');
    expect(status).toBe(1);
    expect(readSummary().issues).toMatchObject([{ code: 'column_unknown', severity: 'error', count: 1 }]);
  });

  it('finds what an import finds', async () => {
    const source = 'fixtures/customers.csv';
    const { flags, env } = await openSandbox();
    const common = [source, '--run-id', 'x', '--json', '--reports-dir'];
    const account = ['--account-id', 'demo-wallet'];
    const imported = await runCommand(['import', ...common, makeFolder(), ...flags, ...account], { env });
    const checked = await runCommand(['validate', ...common, makeFolder()]);
    const [a, b] = [imported, checked].map(({ stdout }) => JSON.parse(stdout) as Summary);
    expect(b?.issues.length).toBeGreaterThan(5);
    expect(b?.issues).toEqual(a?.issues);
    expect(b?.counts.invalid).toBe(a?.counts.invalid);
  });

  it('lists no more issues than --max-issues, and counts them all', async () => {
    const { folder, readSummary } = await validate(FAULTY, '--max-issues', '2');
    expect(readCsv(join(folder, 'issues.csv'))).toHaveLength(2);
    expect(readSummary().issues.reduce((sum, { count }) => sum + count, 0)).toBe(6);
  });

  it('keeps the rows that --duplicates says, as an import does', async () => {
    const { status, readSummary, stdout } = await validate(
      'externalId,name\na,Ada Example\na,Bo Example\n',
      '--duplicates',
      'first',
    );
    expect(status).toBe(0);
    expect(readSummary().counts).toMatchObject({ invalid: 0, skipped: 1 });
    expect(stdout).toMatch(/valid +1\n +invalid +0\n +skipped +1\n/);
  });

  it('needs no credential and leaves no journal, and only its owner can read what it wrote', async () => {
    const { folder } = await validate(FAULTY);
    const names = readdirSync(folder).sort();
    expect(names).toEqual(['issues.csv', 'rejected.csv', 'report.html', 'summary.json']);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of names) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  });

  it('writes a page that says what issues.csv and the summary say', async () => {
    const { folder, stdout } = await validate(FAULTY);
    const page = readFileSync(join(folder, 'report.html'), 'utf8');
    expect(stdout).toContain(join(folder, 'report.html'));
    expect(page).toContain('All 4 rows must be corrected');
    for (const { code } of readJson(join(folder, 'summary.json')).issues) expect(page).toContain(code);
  });

  it('marks the faulty cells in a spreadsheet for --annotate, and writes over nothing', async () => {
    const path = join(makeFolder(), 'to-correct.xlsx');
    const { status, stdout, folder } = await validate(FAULTY, '--annotate', path);
    expect(status).toBe(1);
    expect(stdout).toContain(path);
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('<code>to-correct.xlsx</code>');
    const { sheets } = await readXlsx(readFileSync(path));
    const commented = [...(sheets[0]?.cells ?? [])].filter(([, { comment }]) => comment !== undefined);
    expect(commented.map(([at]) => at)).toEqual(['0,3', '1,0', '2,1', '2,2', '3,0', '4,0']);
    const again = await validate(FAULTY, '--annotate', path);
    expect(again.status).toBe(2);
    expect(again.stderr).toContain(`The file ${path} of --annotate is there already.`);
    expect(readdirSync(again.reportsDir)).toEqual([]);
    const wrong = await validate(FAULTY, '--annotate', 'copy.csv');
    expect(wrong.stderr).toContain('to be the path of a file that ends in .xlsx');
  });

  it('reads standard input, and says on stdout with --json only what the summary says', async () => {
    const reportsDir = makeFolder();
    const { status, stdout } = await runProgram(
      ['validate', '-', '--json', '--reports-dir', reportsDir, '--run-id', 'check'],
      { input: toCustomersCsv(700) },
    );
    expect(status).toBe(0);
    const written = readJson(join(reportsDir, 'check', 'summary.json'));
    expect(written).toEqual(JSON.parse(stdout));
    expect(written).toMatchObject({ source: { path: '-', rows: 700 }, counts: { invalid: 0 } });
  });

  it.each([
    { content: '', code: 'source_empty' },
    { content: 'externalId,name,name\na,b,c\n', code: 'header_duplicate' },
    { content: `externalId,name\n${'a,b\n'.repeat(40_000)}"a,b\n`, code: 'source_unreadable' },
  ])('ends with status 2 and leaves nothing where the source can not be read: $code', async (bad) => {
    const { status, stdout, stderr, reportsDir } = await validate(bad.content);
    expect(stderr).toMatch(new RegExp(`^${bad.code}: `));
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(readdirSync(reportsDir)).toEqual([]);
  });
});
