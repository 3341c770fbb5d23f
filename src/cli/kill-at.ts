import type { JobDeps } from '../jobs/deps.js';

/**
 * For the tests that prove what survives a kill. `BITPOWR_BULK_KILL_AT=after:sending_create:5` kills this process, as
 * `kill -9` does, right after the fifth move to that state is on disk. `before:` kills it right before that move is
 * written. Undefined if the variable is not set.
 */
export function readKillAt(environment: NodeJS.ProcessEnv): JobDeps['onMove'] {
  const [moment, state, count] = (environment['BITPOWR_BULK_KILL_AT'] ?? '').split(':');
  if (state === undefined) return undefined;
  let left = Number(count ?? 1);
  return (at, to) => {
    if (at !== moment || to !== state) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  };
}
