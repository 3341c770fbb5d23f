import { defineConfig } from 'vitest/config';

/** Needs PostgreSQL and MariaDB, so that only `npm run test:databases` runs it. */
export default defineConfig({
  test: {
    include: ['test/databases/**/*.db.test.ts'],
    globalSetup: ['test/build.mjs'],
    // Only ends a test that hangs.
    testTimeout: 3_600_000,
    hookTimeout: 600_000,
    disableConsoleIntercept: true,
  },
});
