import type { JobDeps } from '../jobs/deps.js';

/**
 * For the tests that prove what survives a kill: `BITPOWR_BULK_KILL_AT=after:sending_create:5` kills this process, as
 * `kill -9` does, right after the fifth move to that state is on disk; `before:` right before it is written. Not set, this
 * is nothing.
 */
export function readSeam(environment: NodeJS.ProcessEnv): JobDeps['seam'] {
  const [moment, state, count] = (environment['BITPOWR_BULK_KILL_AT'] ?? '').split(':');
  if (state === undefined) return undefined;
  let left = Number(count ?? 1);
  return (at, to) => {
    if (at !== moment || to !== state) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  };
}
