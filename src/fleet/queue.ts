/** What jobs in the queue are: runs, and ticks of schedules that become runs. */
import { createHash } from 'node:crypto';
import type { ConnectionOptions, JobWithMetadata, PgBoss } from 'pg-boss';
import type { PoolClient } from 'pg';
import { z } from 'zod';
import { DEAD, RUNS } from './boss.js';
import type { Job } from './job.js';

const queuedSchema = z.union([
  z.object({ runId: z.string() }),
  /** The run of a tick is named by the schedule and the time. */
  z.object({ schedule: z.string(), job: z.unknown() }),
]);

export type Queued = z.output<typeof queuedSchema>;

/** Throws a `ZodError` for what this program did not send. */
export function readQueued(data: unknown): Queued {
  return queuedSchema.parse(data);
}

/** Jobs with the same key are worked on one after the other. */
export function toTokenKey({ credential, baseUrl }: Pick<Job, 'credential' | 'baseUrl'>): string {
  return createHash('sha256')
    .update(JSON.stringify([credential, baseUrl]))
    .digest('hex')
    .slice(0, 32);
}

export async function sendRun(
  boss: PgBoss,
  runId: string,
  token: string,
  options: ConnectionOptions & { readonly priority?: number } = {},
): Promise<void> {
  await boss.send(RUNS, { runId }, { singletonKey: token, ...options });
}

/** pg-boss writes within the transaction of this connection. */
export function within(client: PoolClient): ConnectionOptions {
  return { db: { executeSql: (text, values) => client.query(text, values) } };
}

export interface DeadLetter {
  readonly id: string;
  readonly runId: string;
}

/** Runs that came back too often, or that no repetition would help. */
export async function listDeadLetters(boss: PgBoss, runId?: string): Promise<DeadLetter[]> {
  const found = await boss.findJobs<unknown>(DEAD, runId === undefined ? {} : { data: { runId } });
  return found.flatMap(({ id, data }: JobWithMetadata<unknown>) => {
    const queued = queuedSchema.safeParse(data);
    return queued.success && 'runId' in queued.data ? [{ id, runId: queued.data.runId }] : [];
  });
}

export async function removeDeadLetters(boss: PgBoss, runId: string): Promise<void> {
  const dead = await listDeadLetters(boss, runId);
  if (dead.length > 0)
    await boss.deleteJob(
      DEAD,
      dead.map(({ id }) => id),
    );
}
