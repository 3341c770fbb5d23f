import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { onTestFinished } from 'vitest';
import { fromFormulaSafe } from '../../src/core/formula.js';
import type { Summary } from '../../src/record/summary/summary.js';
import { startSandbox, testCredential, type Sandbox, type SandboxOptions } from '../../src/sandbox/index.js';

const MAIN = resolve('dist/cli/main.js');

export interface ProgramOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly cwd?: string;
  /** Flags of node itself. */
  readonly node?: readonly string[];
}

export interface ProgramEnd {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the built program; killed when the test ends. */
export function startProgram(
  args: readonly string[],
  options: ProgramOptions = {},
): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [...(options.node ?? []), MAIN, ...args], {
    // No test shares the pace with another, or with other programs of this person.
    env: { PATH: process.env['PATH'], XDG_STATE_HOME: makeFolder(), ...options.env },
    cwd: options.cwd,
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** Runs the built program to its end. */
export async function runProgram(args: readonly string[], options: ProgramOptions = {}): Promise<ProgramEnd> {
  const child = startProgram(args, options);
  child.stdin.end(options.input ?? '');
  return waitForEnd(child);
}

export async function waitForEnd(child: ChildProcessWithoutNullStreams): Promise<ProgramEnd> {
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [status, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { status, signal, stdout, stderr };
}

/** A folder that is gone after the test. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bitpowr-bulk-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A sandbox in this process, its address and credential as flags and environment. */
export async function openSandbox(options: SandboxOptions = {}): Promise<{
  readonly sandbox: Sandbox;
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}> {
  const sandbox = await startSandbox(options);
  onTestFinished(() => sandbox.close());
  return { sandbox, flags: ['--base-url', sandbox.url], env: { BITPOWR_TOKEN: testCredential.token } };
}

/** A file of this tool, or any CSV with a header, as records. */
export function readCsv(path: string): Record<string, string>[] {
  const records = parse(readFileSync(path, 'utf8'), { bom: true, columns: true, relax_column_count: true });
  return (records as Record<string, string>[]).map((record) =>
    Object.fromEntries(Object.entries(record).map(([column, cell]) => [column, fromFormulaSafe(cell)])),
  );
}

/** What a run left behind. With several runs in the folder, name one. */
export function readRun(reportsDir: string, id = onlyRun(reportsDir)) {
  const folder = join(reportsDir, id);
  return {
    id,
    folder,
    results: readCsv(join(folder, 'results.csv')),
    summary: JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')) as Summary,
  };
}

function onlyRun(reportsDir: string): string {
  const runs = readdirSync(reportsDir, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !entry.name.startsWith('.'),
  );
  const [run, ...others] = runs;
  if (run === undefined || others.length > 0) throw new Error(`Expected one run, found ${runs.length}.`);
  return run.name;
}

/** A CSV of made-up customers: `E000001,Customer 1,c1@example.com`. */
export function toCustomersCsv(count: number, from = 1): string {
  const rows = Array.from({ length: count }, (_row, at) => {
    const number = from + at;
    return `E${String(number).padStart(6, '0')},Customer ${number},c${number}@example.com`;
  });
  return ['externalId,name,email', ...rows, ''].join('\n');
}

/** A source with such customers, in a folder of its own. Returns its path. */
export function writeCustomers(count: number, from = 1): string {
  const path = join(makeFolder(), 'customers.csv');
  writeFileSync(path, toCustomersCsv(count, from));
  return path;
}
