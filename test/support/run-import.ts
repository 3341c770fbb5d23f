/** The whole import against a sandbox: a source in a folder of its own, runs of it, and what the server has seen. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { onTestFinished } from 'vitest';
import type { z } from 'zod';
import {
  applyOptionsSchema,
  importOptionsSchema,
  resumeOptionsSchema,
  undoOptionsSchema,
} from '../../src/config/options.js';
import { systemClock, type Clock } from '../../src/core/clock.js';
import type { RunEvent } from '../../src/core/events.js';
import { applyPlan } from '../../src/jobs/import/apply.js';
import { importCustomers } from '../../src/jobs/import/import.js';
import type { Connection, JobDeps } from '../../src/jobs/deps.js';
import { resumeRun } from '../../src/jobs/import/resume.js';
import { undoRun } from '../../src/jobs/undo/undo.js';
import type { RunReport } from '../../src/jobs/report.js';
import { startSandbox, testCredential, type Sandbox, type SandboxOptions } from '../../src/sandbox/index.js';
import { startProxy, type Decide } from './proxy.js';

/** The system's clock with every wait cut short: backoff is not configurable, and would be most of a test's time. */
export const hurriedClock: Clock = {
  ...systemClock,
  sleep: (ms, signal) => systemClock.sleep(Math.min(ms, 5), signal),
};

/** A line of results.csv by column. */
export type ResultLine = Readonly<Record<string, string>>;

export interface ImportResult extends RunReport {
  readonly rows: readonly ResultLine[];
  readonly events: readonly RunEvent[];
}

export type Flags = Partial<z.input<typeof importOptionsSchema>>;

export interface RunHooks {
  /** Told of every event, with the way to stop the run as Ctrl-C does. */
  readonly onEvent?: (event: RunEvent, interrupt: () => void) => void;
  readonly clock?: Clock;
  readonly token?: string;
  /** @default that of the bench */
  readonly baseUrl?: string;
  /** Answers what a person is asked before LIVE customers are touched; absent: no one is there. */
  readonly confirmLive?: JobDeps['confirmLive'];
  /** Answers what a person is asked before a plan is applied; absent: no question. */
  readonly confirmPlan?: JobDeps['confirmPlan'];
  readonly liveOrganisation?: string;
  readonly configurationWords?: readonly string[];
}

export interface ImportBench {
  readonly sandbox: Sandbox;
  readonly folder: string;
  readonly source: string;
  /** Imports the source. Every wait is short. */
  run(flags?: Flags, hooks?: RunHooks): Promise<ImportResult>;
  /** Carries out a dry run. */
  apply(id: string, overrides?: z.input<typeof applyOptionsSchema>, hooks?: RunHooks): Promise<ImportResult>;
  /** Takes a run back. */
  undo(id: string, options?: z.input<typeof undoOptionsSchema>, hooks?: RunHooks): Promise<ImportResult>;
  resume(
    id: string,
    overrides?: z.input<typeof resumeOptionsSchema> & { readonly failed?: boolean },
    hooks?: RunHooks,
  ): Promise<ImportResult>;
}

export interface BenchOptions {
  readonly sandbox?: SandboxOptions;
  /** What becomes of single requests. */
  readonly proxy?: Decide;
}

/** A customer of the source, or of the server before the run. */
export type Fields = Readonly<Record<string, string>>;

/** `count` customers with externalId, name and email; what `more` gives is laid over each. */
export function makeCustomers(count: number, more: (number: number) => Fields = () => ({})): Fields[] {
  return Array.from({ length: count }, (_, at) => ({
    externalId: `c-${at + 1}`,
    name: `Customer ${at + 1}`,
    email: `c${at + 1}@example.com`,
    ...more(at + 1),
  }));
}

/** A sandbox and a source of these customers; both are gone when the test is over. */
export async function openBench(
  customers: readonly Fields[],
  options: BenchOptions = {},
): Promise<ImportBench> {
  const sandbox = await startSandbox(options.sandbox);
  onTestFinished(() => sandbox.close());
  const folder = await mkdtemp(join(tmpdir(), 'bulk-import-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const source = join(folder, 'customers.csv');
  await writeFile(source, toCsv(customers));
  const origin = new URL(sandbox.url).origin;
  const baseUrl =
    options.proxy === undefined ? sandbox.url : `${await startProxy(origin, options.proxy)}/api/v1`;
  const reportsDir = join(folder, 'reports');
  const toConnection = ({ token, ...hooks }: RunHooks): Connection => ({
    endpoint: hooks.baseUrl ?? baseUrl,
    baseUrl: hooks.baseUrl ?? baseUrl,
    environment: { BITPOWR_TOKEN: token ?? testCredential.token },
  });
  return {
    sandbox,
    folder,
    source,
    run: (flags = {}, hooks = {}) =>
      record(hooks, (deps) =>
        importCustomers(
          { path: source },
          importOptionsSchema.parse({ accountId: 'wallet-a', reportsDir, ...flags }),
          toConnection(hooks),
          deps,
        ),
      ),
    apply: (id, overrides = {}, hooks = {}) =>
      record(hooks, (deps) =>
        applyPlan({ reportsDir, id }, applyOptionsSchema.parse(overrides), toConnection(hooks), deps),
      ),
    undo: (id, options = {}, hooks = {}) =>
      record(hooks, (deps) =>
        undoRun({ reportsDir, id }, undoOptionsSchema.parse(options), toConnection(hooks), deps),
      ),
    resume: (id, overrides = {}, hooks = {}) =>
      record(hooks, (deps) =>
        resumeRun(
          { reportsDir, id },
          { ...resumeOptionsSchema.parse(overrides), failed: overrides.failed },
          toConnection(hooks),
          deps,
        ),
      ),
  };
}

/** Text of a table with the columns of all customers; who has none of one has an empty cell. */
export function toCsv(customers: readonly Fields[]): string {
  const columns = [...new Set(customers.flatMap((customer) => Object.keys(customer)))];
  return stringify([columns, ...customers.map((one) => columns.map((column) => one[column] ?? ''))]);
}

async function record(
  { onEvent, clock = hurriedClock, confirmLive, confirmPlan, liveOrganisation, configurationWords }: RunHooks,
  job: (deps: JobDeps) => Promise<RunReport>,
): Promise<ImportResult> {
  const events: RunEvent[] = [];
  const interrupts = new AbortController();
  const report = await job({
    emit: (event) => {
      events.push(event);
      onEvent?.(event, () => interrupts.abort('SIGINT'));
    },
    clock,
    signal: interrupts.signal,
    pid: process.pid,
    version: '0.0.0-test',
    program: 'bitpowr-bulk',
    confirmLive,
    confirmPlan,
    liveOrganisation,
    configurationWords,
  });
  const text = await readFile(join(report.summary.runDir, 'results.csv'), 'utf8');
  const rows: ResultLine[] = parse(text, { columns: true });
  return { ...report, rows, events };
}

/** How many rows have each value of a column. */
export function countBy(rows: readonly ResultLine[], column: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const row of rows) counts[row[column] ?? ''] = (counts[row[column] ?? ''] ?? 0) + 1;
  return counts;
}

export const NO_DUPLICATES = { externalIds: 0, emails: 0, customersWithManyAddresses: 0 };
