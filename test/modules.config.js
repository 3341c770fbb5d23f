/** The program's modules one by one, for tests and benchmarks that start a process with a part of it. */
import { defineConfig } from 'rolldown';

export default defineConfig({
  input: ['src/index.ts', 'src/cli/main.ts', 'src/jobs/ingest/source-worker.ts'],
  platform: 'node',
  external: /^[^./]/,
  treeshake: false,
  output: {
    dir: 'node_modules/.cache/bitpowr-bulk/modules',
    format: 'esm',
    preserveModules: true,
    preserveModulesRoot: 'src',
  },
});
