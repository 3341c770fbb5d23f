/** Renews a lease from a thread of its own, because a long step of the run blocks the thread that it runs in. */
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Lease } from './lease.js';

/** Beside this file in a build. */
const THREAD = fileURLToPath(new URL('lease-thread.js', import.meta.url));

export interface ThreadTask {
  readonly url: string;
  readonly runId: string;
  readonly fence: string;
  readonly ttlMs: number;
  readonly memory: SharedArrayBuffer;
}

/** Renews until the returned function is called. `onLost`: another worker has the run. */
export function keepRenewed(lease: Lease, url: string, onLost: () => void): () => Promise<void> {
  const { runId, fence, ttlMs, term } = lease;
  const workerData: ThreadTask = { url, runId, fence, ttlMs, memory: term.memory };
  const thread = new Worker(THREAD, { workerData });
  thread.on('message', onLost);
  // Without it the lease ends by itself, unless the run's own writes renew it: nothing is sent that should not be.
  thread.on('error', () => undefined);
  return async () => {
    await thread.terminate();
  };
}
