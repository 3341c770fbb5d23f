import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import type { ExportSummary } from '../../src/record/export/summary.js';
import type { Summary } from '../../src/record/summary/summary.js';
import { runCommand } from '../support/command.js';
import {
  makeFolder,
  openSandbox,
  readCsv,
  runProgram,
  startProgram,
  waitForEnd,
} from '../support/program.js';

async function open(customers: number, latencyMs = 0) {
  const folder = makeFolder();
  const { sandbox, flags, env } = await openSandbox({
    seedCustomers: customers,
    faults: { maxPerPage: 10, latencyMs },
  });
  const common = [...flags, '--reports-dir', join(folder, 'reports')];
  return { folder, sandbox, common, env, output: join(folder, 'out.csv') };
}

const toUids = (rows: readonly Record<string, string>[]) => rows.map((row) => row['uid']).sort();

describe('bitpowr-bulk export', () => {
  it('is taken up after kill -9, and has everyone once', async () => {
    const { sandbox, common, env, output } = await open(400, 20);
    const args = ['export', '--output', output, '--concurrency', '1', ...common];
    const child = startProgram(args, { env });
    while ((sandbox.stats().requests['GET /customers'] ?? 0) < 10) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    child.kill('SIGKILL');
    await waitForEnd(child);
    const { status, stderr, stdout } = await runCommand([...args, '--json'], { env });
    expect(stderr).toContain('Continuing the export that was stopped.');
    const summary = JSON.parse(stdout) as ExportSummary;
    expect(status).toBe(0);
    expect(summary.certificate).toMatchObject({ complete: true, customers: 400 });
    expect(toUids(readCsv(output))).toEqual(
      sandbox
        .snapshot()
        .customers.map(({ uid }) => uid)
        .sort(),
    );
  });

  it('after Ctrl-C ends with 130, keeps the file that was there, and says how to continue', async () => {
    const { sandbox, common, env, output } = await open(400, 20);
    writeFileSync(output, 'old\n');
    const child = startProgram(['export', '--output', output, ...common], { env });
    const end = waitForEnd(child);
    while ((sandbox.stats().requests['GET /customers'] ?? 0) < 5) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    child.kill('SIGINT');
    const { status, stdout } = await end;
    expect(status).toBe(130);
    expect(stdout).toContain(`export --output ${output}`);
    expect(readFileSync(output, 'utf8')).toBe('old\n');
  });

  it('to an output that another process writes ends with 4', async () => {
    const { sandbox, common, env, output } = await open(300, 1500);
    const first = startProgram(['export', '--output', output, ...common], { env });
    const end = waitForEnd(first);
    while ((sandbox.stats().requests['GET /customers'] ?? 0) < 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const second = await runCommand(['export', '--output', output, ...common], { env });
    expect(second.status).toBe(4);
    expect(second.stderr).toContain('run_locked');
    sandbox.configure({ latencyMs: 0 });
    expect((await end).status).toBe(0);
  });

  it('writes the rows alone to standard output, and the summary to people', async () => {
    const { common, env } = await open(25);
    const args = ['export', '--output', '-', '--fields', 'uid,name', ...common];
    const { status, stdout, stderr } = await runProgram(args, { env });
    expect(status).toBe(0);
    expect(parse(stdout).map((row) => row.length)).toEqual(Array<number>(26).fill(3));
    expect(stderr).toContain('Complete: everyone');
    const quiet = await runProgram([...args, '--quiet'], { env });
    expect(quiet).toMatchObject({ status: 0, stderr: '', stdout });
    expect((await runCommand([...args, '--json'], { env })).status).toBe(2);
  });

  it('refuses a file whose kind it does not know, and one without a name', async () => {
    const { common, env, folder } = await open(1);
    for (const args of [['--output', join(folder, 'x.pdf')], []]) {
      const { status, stderr } = await runCommand(['export', ...args, ...common], { env });
      expect(status).toBe(2);
      expect(stderr).toContain('Expected `--output`');
    }
  });

  it('writes a workbook with the same cells as the CSV, and both compressed', async () => {
    const { common, env, output, folder } = await open(12);
    const to = async (name: string) => {
      const path = join(folder, name);
      expect((await runCommand(['export', '--output', path, ...common], { env })).status).toBe(0);
      return readFileSync(path);
    };
    const csv = await to('out.csv');
    expect(gunzipSync(await to('out.csv.gz')).equals(csv)).toBe(true);
    const rows: string[][] = parse(readFileSync(output));
    for (const bytes of [await to('out.xlsx'), gunzipSync(await to('out.xlsx.gz'))]) {
      const { sheets } = await readXlsx(bytes);
      const cells = sheets[0]?.rows.map((row) => rows[0]?.map((_name, at) => String(row[at] ?? '')));
      expect(cells).toEqual(rows);
    }
    const sum = createHash('sha256').update(csv).digest('hex');
    const summary = JSON.parse(readFileSync(`${output}.summary.json`, 'utf8')) as ExportSummary;
    expect(summary.certificate.sha256).toBe(sum);
  });

  it('makes a compressed file that import finds unchanged', async () => {
    const { common, env, folder, sandbox } = await open(30);
    const output = join(folder, 'out.csv.gz');
    await runCommand(['export', '--output', output, ...common], { env });
    const { stdout, status } = await runCommand(['import', output, '--json', ...common], { env });
    expect(status).toBe(0);
    expect((JSON.parse(stdout) as Summary).counts.unchanged).toBe(30);
    expect(Object.keys(sandbox.stats().requests).filter((route) => !route.startsWith('GET '))).toEqual([]);
  });
});
