import { defineConfig } from 'vitest/config';

/** Needs PostgreSQL, and minutes, so that only `npm run test:fleet` runs it. */
export default defineConfig({
  test: {
    include: ['test/fleet/**/*.fleet.test.ts'],
    globalSetup: ['test/build.mjs'],
    // They wait for leases to end most of the time.
    maxWorkers: 4,
    // Only ends a test that hangs.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
