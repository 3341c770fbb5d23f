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

interface RenewalEvents {
  /** Another worker has the run. */
  readonly onLost: () => void;
  /** The thread has ended: from now on only the run's own writes renew the lease. */
  readonly onFailed: (error: Error) => void;
}

/** Renews until the returned function is called. */
export function keepRenewed(lease: Lease, url: string, events: RenewalEvents): () => Promise<void> {
  const { runId, fence, ttlMs, term } = lease;
  const workerData: ThreadTask = { url, runId, fence, ttlMs, memory: term.memory };
  const thread = new Worker(THREAD, { workerData });
  thread.on('message', events.onLost);
  // Without it the lease ends by itself, unless the run's own writes renew it: nothing is sent that should not be.
  thread.on('error', events.onFailed);
  return async () => {
    await thread.terminate();
  };
}
