/** pg-boss, which carries runs to workers: its queues and their settings. The package is loaded when it is needed: it is optional. */
import { createRequire } from 'node:module';
import { versions } from 'node:process';
import type * as Package from 'pg-boss';
import type { PgBoss } from 'pg-boss';
import { z } from 'zod';
import { BulkError, toMessage } from '../core/errors.js';
import { toUnreachable } from './unreachable.js';

/** A job here is a run to be worked on, or a tick of a schedule that becomes one. One at a time for each token. */
export const RUNS = 'runs';
/** Jobs that came back too often, or that no repetition would help. */
export const DEAD = 'dead-letters';
/** The tables of pg-boss. */
export const BOSS_SCHEMA = 'bitpowr_bulk_queue';

/** What pg-boss asks for; this program needs less without a queue. */
const NODE = { major: 22, minor: 12 };
export const PACKAGE = 'pg-boss@12.38.0';

/** A worker that gives no sign of life for this time is taken for dead. At least 10: pg-boss takes no less. */
const HEARTBEAT_SECONDS = 60;
const LEAST_HEARTBEAT_SECONDS = 10;
/** Of pg-boss: a job may not be under way for longer. A worker hands a run over before (`worker.ts`). */
export const LONGEST_SECONDS = 24 * 3600;

/** 2 to 4 s, then twice as long each time: about ten minutes in all, and a worker's death is made good at once. */
const RETRIES = { retryLimit: 8, retryDelay: 2, retryBackoff: true, retryDelayMax: 600 };
/** How long pg-boss keeps what is done, and what waits. */
const KEPT = { deleteAfterSeconds: 7 * 24 * 3600, retentionSeconds: 365 * 24 * 3600 };

export interface BossSettings {
  readonly url: string;
  /** Of a worker: it looks for dead workers, obeys schedules, and tidies up. Absent: it only sends and looks. */
  readonly worker?: { readonly name: string; readonly leaseMs: number } | undefined;
  /** Faults beside the work of a job, such as a lost connection; pg-boss tries again by itself. */
  readonly onFault: (message: string) => void;
}

/** Stop it after use. Throws `queue_unsupported`, `queue_unreachable`, `queue_newer`. */
export async function openBoss({ url, worker, onFault }: BossSettings): Promise<PgBoss> {
  const { PgBoss } = await loadPackage();
  const boss = new PgBoss({
    connectionString: url,
    application_name: 'bitpowr-bulk',
    schema: BOSS_SCHEMA,
    max: 4,
    connectionTimeoutMillis: 10_000,
    supervise: worker !== undefined,
    schedule: worker !== undefined,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    cronMonitorIntervalSeconds: 15,
    ...(worker === undefined ? {} : { registerInstance: true, instanceName: worker.name }),
  });
  boss.on('error', (error) => onFault(toMessage(error)));
  try {
    await boss.start();
    await assertNotNewer(boss);
    await makeQueues(boss, worker?.leaseMs);
    return boss;
  } catch (cause) {
    await boss.stop({ graceful: false }).catch(() => undefined);
    throw toUnreachable(cause);
  }
}

const packageSchema = z.object({ pgboss: z.object({ schema: z.number() }) });

/** pg-boss itself works on with tables that a newer one has changed. Throws `queue_newer`. */
async function assertNotNewer(boss: PgBoss): Promise<void> {
  const { pgboss } = packageSchema.parse(createRequire(import.meta.url)('pg-boss/package.json'));
  const { rows } = await boss.getDb().executeSql(`SELECT version FROM ${BOSS_SCHEMA}.version`, []);
  const [found] = z.array(z.object({ version: z.coerce.number() })).parse(rows);
  if (found === undefined || found.version <= pgboss.schema) return;
  throw new BulkError(
    'queue_newer',
    `The tables of pg-boss have version ${found.version}; this program knows versions up to ${pgboss.schema}.`,
  );
}

async function makeQueues(boss: PgBoss, leaseMs: number | undefined): Promise<void> {
  const existing = await boss.getQueue(RUNS);
  const heartbeatSeconds =
    leaseMs === undefined
      ? (existing?.heartbeatSeconds ?? HEARTBEAT_SECONDS)
      : // A step that blocks the process for long must not cost it the run: the lease is renewed in a thread.
        Math.max(LEAST_HEARTBEAT_SECONDS, Math.ceil((2 * leaseMs) / 1000));
  const settings = { ...RETRIES, ...KEPT, expireInSeconds: LONGEST_SECONDS, heartbeatSeconds };
  if (existing === null) {
    await boss.createQueue(DEAD, { ...KEPT, deleteAfterSeconds: KEPT.retentionSeconds });
    await boss.createQueue(RUNS, { ...settings, policy: 'singleton', deadLetter: DEAD });
  }
  if (existing?.heartbeatSeconds !== heartbeatSeconds) await boss.updateQueue(RUNS, settings);
}

/** Throws `queue_unsupported` where Node is too old, or a package is not there. */
export async function assertInstalled(): Promise<void> {
  await loadPackage();
}

async function loadPackage(): Promise<typeof Package> {
  const [major = 0, minor = 0] = versions.node.split('.').map(Number);
  const { major: least, minor: leastMinor } = NODE;
  if (major < least || (major === least && minor < leastMinor)) {
    throw new BulkError(
      'queue_unsupported',
      `A queue needs Node ${least}.${leastMinor} or newer; this is Node ${versions.node}.`,
      { hint: 'Install a newer Node, such as 24. All commands without --queue run on this one.' },
    );
  }
  try {
    return await import('pg-boss');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    throw new BulkError('queue_unsupported', 'A queue needs the package pg-boss, which is not installed.', {
      cause,
      hint: `Type \`npm install ${PACKAGE}\` where bitpowr-bulk is installed, with -g if it is installed globally.`,
    });
  }
}
