/** The thread that renews a lease: three times in its length, and again at once after an answer that was lost. */
import { setTimeout as delay } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import pg from 'pg';
import { toConnectionSettings } from './database.js';
import { RENEW } from './lease.js';
import type { ThreadTask } from './renewal.js';
import { Term, toInstant } from './term.js';

const { url, runId, fence, ttlMs, memory } = workerData as ThreadTask;
const RETRY_MS = 250;

const term = new Term(ttlMs, memory);
const pool = new pg.Pool({ ...toConnectionSettings(url), max: 1 });
pool.on('error', () => undefined);

for (;;) {
  const sentAt = toInstant();
  const renewed = await pool.query(RENEW, [runId, fence, ttlMs]).catch(() => undefined);
  if (renewed?.rowCount === 0) break;
  if (renewed !== undefined) term.renew('thread', sentAt);
  await delay(renewed === undefined ? RETRY_MS : ttlMs / 3);
}
term.lose();
parentPort?.postMessage('lost');
await pool.end();
