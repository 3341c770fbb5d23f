/** Workers of the tests, as processes. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

const CLOCK = resolve('test/fleet/children/clock.mjs');
const WORKER = resolve('test/fleet/children/worker.mjs');

export interface Said {
  readonly word: string;
  readonly at: number;
  readonly name?: string;
  readonly code?: string;
  readonly key?: string;
  readonly message?: string;
  readonly counts?: Readonly<Record<string, number>>;
  readonly stopped?: unknown;
}

export interface FleetWorker {
  readonly child: ChildProcess;
  readonly said: readonly Said[];
  /** Resolves when it has said this word; rejects when it ends without. */
  waitFor(word: string): Promise<Said>;
  /** Its signal, or its status. */
  readonly ended: Promise<NodeJS.Signals | number | null>;
}

/** Places are moves of rows: `before:sending_create:5` is the fifth of its kind. See `children/worker.mjs`. */
export interface WorkerSettings {
  readonly killAt?: string;
  /** Where this phase of a job begins. */
  readonly killInPhase?: string;
  /** The whole process stops (SIGSTOP) where a request is about to leave, after this move. */
  readonly stopAt?: string;
  /** The event loop stands still from here until a file is there. */
  readonly blockAt?: string;
  readonly blockUntil?: string;
  /** `before:2`: dies before the second snapshot is in the store. */
  readonly dieAtSnapshot?: string;
  /** After this many changes a new snapshot is made. */
  readonly snapshotAfter?: number;
  /** @default true */
  readonly lastLook?: boolean;
  readonly ttlMs?: number;
  /** Of PostgreSQL, where it is not reached directly. */
  readonly url?: string;
  /** Of the vendor, likewise. */
  readonly baseUrl?: string;
  /** How far its clock is off. */
  readonly clockShiftMs?: number;
  /** What starts Node, such as `ip netns exec NAME`. */
  readonly command?: readonly string[];
}

/** Settings as `children/worker.mjs` takes them, and how Node is started. */
export function startWorkerProcess({ command = [], ...settings }: WorkerSettings): FleetWorker {
  // Threads get the clock as well.
  const clock = settings.clockShiftMs === undefined ? [] : ['--import', CLOCK];
  const [program, ...args] = [...command, process.execPath, ...clock, WORKER];
  const child = spawn(program, args, {
    env: { PATH: process.env['PATH'], FLEET_WORKER: JSON.stringify(settings) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said: Said[] = [];
  const listeners = new Set<() => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    said.push(JSON.parse(line) as Said);
    for (const listener of listeners) listener();
  });
  const ended = once(child, 'close').then(
    ([status, signal]) => (signal ?? status) as NodeJS.Signals | number | null,
  );
  return {
    child,
    said,
    ended,
    waitFor: (word) =>
      new Promise((found, failed) => {
        const look = (): void => {
          const one = said.find((line) => line.word === word);
          if (one !== undefined) found(one);
        };
        listeners.add(look);
        look();
        ended.then(() => failed(new Error(`It ended without ${word}: ${JSON.stringify(said)}`)), failed);
      }),
  };
}

/** Until a process is stopped as a whole. */
export async function waitUntilStopped({ child }: FleetWorker): Promise<void> {
  await waitUntil(() => /^State:\s*T/m.test(readFileSync(`/proc/${child.pid}/status`, 'utf8')));
}

export async function waitUntil(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await delay(20);
}
