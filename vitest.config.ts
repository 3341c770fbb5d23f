import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import pureFolders from './test/pure-folders.json' with { type: 'json' };
import { findTempFolder } from './test/support/temp-folder.js';

const SLOW = 'test/**/*.slow.test.ts';
/** Waits and proofs without a small size: only `npm run test:full` has them. */
const LONG = process.env['FULL'] === '1' ? [] : ['test/**/*.long.test.ts'];
/** Needs PostgreSQL and MariaDB: `npm run test:databases` has them, by a configuration of its own. */
const DATABASES = 'test/**/*.db.test.ts';
/** Needs PostgreSQL and minutes: `npm run test:fleet` has them, likewise. */
const FLEET = 'test/**/*.fleet.test.ts';
const pure = pureFolders.map((folder) => `${folder}/**/*.test.ts`);

export default defineConfig({
  test: {
    // Much of the time is spent waiting, for servers and programs.
    maxWorkers: availableParallelism() + 2,
    env: { TMPDIR: findTempFolder() },
    // These only end what hangs. A slow machine must not fail a test.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 120_000 } },
    coverage: { provider: 'v8', include: ['src/**/*.ts'], reporter: ['text-summary', 'json-summary'] },
    projects: [
      {
        extends: true,
        test: {
          // No servers, no processes, no browser: `.dependency-cruiser.cjs` checks it.
          name: 'pure',
          include: pure,
          exclude: [SLOW, 'test/**/*.long.test.ts'],
          // The files of a worker share their modules, which saves loading them in each file.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'slow',
          include: ['test/**/*.test.ts'],
          exclude: [
            DATABASES,
            FLEET,
            ...pureFolders.map((folder) => `${folder}/**/!(*.slow|*.long).test.ts`),
            ...LONG,
          ],
          // As in `pure`. A test that needs fresh modules starts a process.
          isolate: false,
          globalSetup: ['test/build.mjs'],
          setupFiles: ['test/conformance/record.setup.ts'],
        },
      },
    ],
  },
});
