import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommand } from '../support/command.js';
import { makeFolder, openSandbox, readCsv, readRun } from '../support/program.js';

describe('importing a workbook', () => {
  it('says which sheet and header it read, and gives every row of it one line in results.csv', async () => {
    const reportsDir = makeFolder();
    const { sandbox, flags, env } = await openSandbox();
    const { status, stderr } = await runCommand(
      ['import', 'fixtures/formats/shapes.xlsx', ...flags, '--reports-dir', reportsDir],
      { env },
    );
    expect(status).toBe(1);
    expect(stderr).toContain(
      'the sheet "Customers 2026" of fixtures/formats/shapes.xlsx is read; --sheet chooses another.',
    );
    expect(stderr).toContain('is taken for its header. The 2 rows above it are not read.');
    const run = readRun(reportsDir);
    expect(run.summary.source).toMatchObject({
      rows: 2,
      format: { kind: 'xlsx', sheet: 'Customers 2026' },
    });
    const rows = readCsv(join(run.summary.runDir, 'results.csv'));
    expect(rows.map((row) => [row['externalId'], row['zip'], row['bulk_line'], row['bulk_status']])).toEqual([
      ['0012', '00501', '5', 'created'],
      ['0013', '', '7', 'invalid'],
    ]);
    expect(sandbox.stats().customers).toBe(1);
  });

  it('takes the sheet that is named', async () => {
    const reportsDir = makeFolder();
    const { flags, env } = await openSandbox();
    const args = [
      'import',
      'fixtures/formats/shapes.xlsx',
      '--sheet',
      'Internal',
      ...flags,
      '--reports-dir',
      reportsDir,
    ];
    const { status } = await runCommand(args, { env });
    expect(status).toBe(0);
    expect(readRun(reportsDir).summary.counts.created).toBe(1);
  });
});

describe('importing text of an old encoding', () => {
  it('says that it was taken for Windows-1252, and writes results.csv in UTF-8', async () => {
    const reportsDir = makeFolder();
    const { flags, env } = await openSandbox();
    const path = join(makeFolder(), 'customers.csv');
    writeFileSync(path, Buffer.from('externalId;name\nC-1;José Núñez\n', 'latin1'));
    const { status, stdout } = await runCommand(['import', path, ...flags, '--reports-dir', reportsDir], {
      env,
    });
    expect(status).toBe(0);
    expect(stdout).toContain('encoding_guessed');
    const { summary } = readRun(reportsDir);
    expect(summary.source.format).toEqual({ kind: 'csv', encoding: 'windows-1252', delimiter: ';' });
    expect(readFileSync(join(summary.runDir, 'results.csv'), 'utf8')).toContain('C-1,José Núñez,1,2,created');
  });

  it('stops with status 2 and the names of the encodings at one that is unknown', async () => {
    const { flags, env } = await openSandbox();
    const args = [
      'import',
      'fixtures/customers.csv',
      '--encoding',
      'ebcdic',
      ...flags,
      '--reports-dir',
      makeFolder(),
    ];
    const { status, stderr } = await runCommand(args, { env });
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^encoding_unknown: Expected `--encoding` to be the name of an encoding, got "ebcdic"\. Names: utf-8, /,
    );
  });
});
