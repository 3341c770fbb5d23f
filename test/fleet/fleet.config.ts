import { spawnSync } from 'node:child_process';
import { configDefaults, defineConfig } from 'vitest/config';

/** Whether this user may make a network namespace, as root with CAP_SYS_ADMIN may. */
function canMakeNetwork(): boolean {
  const name = `bulk${process.pid}`;
  const isMade = spawnSync('ip', ['netns', 'add', name]).status === 0;
  if (isMade) spawnSync('ip', ['netns', 'del', name]);
  return isMade;
}

const CABLES = 'test/fleet/cables.fleet.test.ts';
const left = canMakeNetwork() ? [] : [CABLES];
if (left.length > 0) console.warn(`Not run: ${CABLES}: \`ip netns add\` needs root with CAP_SYS_ADMIN.`);

/** Needs PostgreSQL, and minutes, so that only `npm run test:fleet` runs it. No verdict depends on the speed of the machine. */
export default defineConfig({
  test: {
    include: ['test/fleet/**/*.fleet.test.ts'],
    exclude: [...configDefaults.exclude, ...left],
    globalSetup: ['test/fleet/postgres.ts', 'test/build.mjs'],
    // They wait for other processes most of the time.
    maxWorkers: 4,
    // Only ends a test that hangs.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
