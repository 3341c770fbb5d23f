import { defineConfig } from 'vitest/config';

/** Needs PostgreSQL and MariaDB, so that only `npm run test:databases` runs it. */
export default defineConfig({
  test: {
    include: ['test/databases/**/*.db.test.ts'],
    globalSetup: ['test/build.mjs'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    disableConsoleIntercept: true,
  },
});
