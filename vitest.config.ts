import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // By default one core stays free, which on two cores is half of them; much of the time is spent waiting.
    maxWorkers: '100%',
    globalSetup: ['test/build.ts'],
    setupFiles: ['test/conformance/record.setup.ts'],
    // End-to-end tests start real processes on a machine that may have two cores.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    coverage: { provider: 'v8', include: ['src/**/*.ts'], reporter: ['text-summary', 'json-summary'] },
  },
});
