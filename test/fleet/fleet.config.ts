import { defineConfig } from 'vitest/config';

/** Needs PostgreSQL, and minutes, so that only `npm run test:fleet` runs it. */
export default defineConfig({
  test: {
    include: ['test/fleet/**/*.fleet.test.ts'],
    globalSetup: ['test/build.mjs'],
    // They stop processes and wait for leases to end: one file beside another would only slow down both.
    fileParallelism: false,
    // Only ends a test that hangs.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
