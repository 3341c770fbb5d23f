import { defineConfig } from 'vitest/config';

/** Measures, by hand; nothing runs beside. */
export default defineConfig({
  test: {
    include: ['test/fleet/fleet.figures.ts'],
    globalSetup: ['test/fleet/postgres.ts', 'test/build.mjs'],
    testTimeout: 3_600_000,
    hookTimeout: 600_000,
    disableConsoleIntercept: true,
  },
});
