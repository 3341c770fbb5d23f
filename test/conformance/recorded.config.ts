import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['test/conformance/recorded.check.ts'], disableConsoleIntercept: true },
});
