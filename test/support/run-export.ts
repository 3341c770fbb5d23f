/** The whole export against a sandbox, and the import of what it wrote. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import type { z } from 'zod';
import { exportOptionsSchema, importOptionsSchema } from '../../src/config/options.js';
import type { RunEvent } from '../../src/core/events.js';
import type { Connection, JobDeps } from '../../src/jobs/deps.js';
import { exportCustomers, type ExportReport } from '../../src/jobs/export/export.js';
import { importCustomers } from '../../src/jobs/import/import.js';
import type { RunReport } from '../../src/jobs/report.js';
import { startSandbox, testCredential, type Sandbox, type SandboxOptions } from '../../src/sandbox/index.js';
import { readCsv } from './program.js';
import { startProxy, type Decide } from './proxy.js';
import { hurriedClock } from './run-import.js';

export type ExportFlags = Partial<z.input<typeof exportOptionsSchema>>;

export interface ExportHooks {
  readonly onEvent?: (event: RunEvent, interrupt: () => void) => void;
  readonly token?: string;
}

export interface ExportBench {
  readonly sandbox: Sandbox;
  readonly folder: string;
  /** Where the export goes if nothing else is said. */
  readonly output: string;
  export(flags?: ExportFlags, hooks?: ExportHooks): Promise<ExportReport>;
  import(path: string, flags?: Partial<z.input<typeof importOptionsSchema>>): Promise<RunReport>;
  /** Records of the CSV export. */
  read(path?: string): Record<string, string>[];
  readText(name: string): Promise<string>;
}

export async function openExportBench(
  options: SandboxOptions,
  decide?: (sandbox: Sandbox) => Decide,
): Promise<ExportBench> {
  const sandbox = await startSandbox(options);
  onTestFinished(() => sandbox.close());
  const folder = await mkdtemp(join(tmpdir(), 'bulk-export-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const baseUrl =
    decide === undefined
      ? sandbox.url
      : `${await startProxy(new URL(sandbox.url).origin, decide(sandbox))}/api/v1`;
  const output = join(folder, 'customers.csv');
  const reportsDir = join(folder, 'reports');
  const toConnection = (token: string = testCredential.token): Connection => ({
    endpoint: baseUrl,
    baseUrl,
    environment: { BITPOWR_TOKEN: token },
  });
  return {
    sandbox,
    folder,
    output,
    export: (flags = {}, hooks = {}) =>
      exportCustomers(
        exportOptionsSchema.parse({ output, reportsDir, ...flags }),
        toConnection(hooks.token),
        { ...makeDeps(hooks), stdout: new PassThrough().resume() },
      ),
    import: (path, flags = {}) =>
      importCustomers(
        { path },
        importOptionsSchema.parse({ reportsDir, ...flags }),
        toConnection(),
        makeDeps({}),
      ),
    read: (path = output) => readCsv(path),
    readText: (name) => readFile(join(folder, name), 'utf8'),
  };
}

function makeDeps({ onEvent }: ExportHooks): JobDeps {
  const interrupts = new AbortController();
  return {
    emit: (event) => onEvent?.(event, () => interrupts.abort('SIGINT')),
    clock: hurriedClock,
    signal: interrupts.signal,
    pid: process.pid,
    version: '0.0.0-test',
    program: 'bitpowr-bulk',
  };
}

/** Requests that could have changed something. */
export function countWrites(sandbox: Sandbox): number {
  const { requests } = sandbox.stats();
  return Object.entries(requests)
    .filter(([route]) => !route.startsWith('GET '))
    .reduce((sum, [, count]) => sum + count, 0);
}
