/** A queue of its own in PostgreSQL, vendors, and the built program as workers and as commands, on a Node that pg-boss takes. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { startSandbox, testCredential, type Sandbox, type SandboxOptions } from '../../src/sandbox/index.js';
import { toCustomersCsv } from '../support/program.js';
import type { FleetPostgres } from './postgres.js';

const PROGRAM = resolve('bin/bitpowr-bulk.js');

/** npm ships the binaries of Node. */
function findNode(): string {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major > 22) return process.execPath;
  const words = ['--yes', '-p', 'node@22', '--', 'node', '-p', 'process.execPath'];
  return execFileSync('npx', words, { encoding: 'utf8' }).trim();
}

let node: string | undefined;

export interface CommandEnd {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface BuiltWorker {
  readonly child: ChildProcess;
  readonly lines: readonly string[];
  /** Resolves with the line; rejects when the worker ends without. */
  waitFor(pattern: RegExp): Promise<string>;
  readonly ended: Promise<NodeJS.Signals | number | null>;
}

export interface QueueBench {
  readonly url: string;
  readonly store: string;
  readonly credentials: string;
  readonly pool: pg.Pool;
  /** A vendor with a credential of this name. */
  addTenant(name: string, options?: SandboxOptions): Promise<Sandbox>;
  writeSource(rows: number, from?: number): string;
  startWorker(options?: {
    readonly words?: readonly string[];
    /** Seconds. */
    readonly lease?: number;
    readonly environment?: Readonly<Record<string, string>>;
    /** The store. @default the folder */
    readonly place?: string;
  }): Promise<BuiltWorker>;
  run(...words: readonly string[]): Promise<CommandEnd>;
  /** With words for the queue, and an environment, of its own. */
  runBare(words: readonly string[], environment?: Readonly<Record<string, string>>): Promise<CommandEnd>;
  close(): Promise<void>;
}

let count = 0;

export async function openQueueBench(postgres: FleetPostgres): Promise<QueueBench> {
  node ??= findNode();
  const program = node;
  count += 1;
  const database = `queue_${count}`;
  const admin = new pg.Pool({ connectionString: postgres.url, max: 1 });
  await admin.query(`CREATE DATABASE ${database}`);
  await admin.end();
  const url = postgres.url.replace('localhost/postgres', `localhost/${database}`);
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('error', () => undefined);
  // The helper for it is for one test at a time.
  const folder = mkdtempSync(join(tmpdir(), 'bitpowr-bulk-queue-'));
  const [store, credentials] = ['store', 'credentials'].map((name) => join(folder, name));
  if (store === undefined || credentials === undefined) throw new Error('No folder.');
  for (const path of [store, credentials]) mkdirSync(path);
  const sandboxes: Sandbox[] = [];
  const children: ChildProcess[] = [];
  let files = 0;
  const start = (words: readonly string[], environment: Readonly<Record<string, string>> = {}) => {
    const child = spawn(program, [PROGRAM, ...words], {
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: folder, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    return child;
  };
  const runBare: QueueBench['runBare'] = async (words, environment) => {
    const child = start(words, environment);
    const [stdout, stderr] = await Promise.all([
      readAll(child.stdout),
      readAll(child.stderr),
      once(child, 'close'),
    ]);
    return { status: child.exitCode, stdout, stderr };
  };
  return {
    url,
    store,
    credentials,
    pool,
    addTenant: async (name, options = {}) => {
      const sandbox = await startSandbox(options);
      sandboxes.push(sandbox);
      writeFileSync(join(credentials, name), `BITPOWR_TOKEN=${testCredential.token}\n`);
      return sandbox;
    },
    writeSource: (rows, from = 1) => {
      files += 1;
      const path = join(folder, `customers-${files}.csv`);
      writeFileSync(path, toCustomersCsv(rows, from));
      return path;
    },
    startWorker: async ({ words = [], lease = 3, environment = {}, place: kept = store } = {}) => {
      const place = ['--queue', url, '--store', kept, '--credentials', credentials];
      const worker = watch(start(['worker', ...place, '--lease', String(lease), ...words], environment));
      await worker.waitFor(/is ready/);
      return worker;
    },
    run: (...words) => runBare([...words, '--queue', url]),
    runBare,
    close: async () => {
      for (const child of children) child.kill('SIGKILL');
      await pool.end();
      await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function readAll(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
}

function watch(child: ChildProcess): BuiltWorker {
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      for (const listener of listeners) listener();
    });
  }
  const ended = once(child, 'close').then(
    ([status, signal]) => (signal ?? status) as NodeJS.Signals | number | null,
  );
  return {
    child,
    lines,
    ended,
    waitFor: (pattern) =>
      new Promise((found, failed) => {
        const look = (): void => {
          const line = lines.find((one) => pattern.test(one));
          if (line !== undefined) found(line);
        };
        listeners.add(look);
        look();
        ended.then(
          () => failed(new Error(`It ended without ${String(pattern)}: ${lines.join('\n')}`)),
          failed,
        );
      }),
  };
}
