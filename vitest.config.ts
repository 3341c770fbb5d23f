import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
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

/** Begins with what takes longest, so that no worker is alone with it at the end. Without results of an earlier run, Vitest goes by size. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification): boolean => moduleId.includes('/test/e2e/');
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    env: { TMPDIR: findTempFolder() },
    // These only end what hangs. A slow machine must not fail a test.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 120_000 } },
    sequence: { sequencer: LongestFirst },
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
          maxWorkers: availableParallelism(),
          // The short files come last.
          sequence: { groupOrder: 1 },
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
          // Much of the time is spent waiting, for servers and programs.
          maxWorkers: availableParallelism() + 2,
          sequence: { groupOrder: 0 },
          globalSetup: ['test/build.mjs'],
          setupFiles: ['test/conformance/record.setup.ts'],
        },
      },
    ],
  },
});
