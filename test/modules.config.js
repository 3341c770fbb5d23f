/** The program's modules one by one, for tests and benchmarks that start a process with a part of it. */
import { copyFileSync, readdirSync } from 'node:fs';
import { defineConfig } from 'rolldown';

const FOLDER = 'node_modules/.cache/bitpowr-bulk';

// All of them, because the tests use their parts.
const FLEET = readdirSync('src/fleet').map((name) => `src/fleet/${name}`);

export default defineConfig({
  input: ['src/index.ts', 'src/cli/main.ts', 'src/jobs/ingest/source-worker.ts', ...FLEET],
  platform: 'node',
  // All packages. Names with a NUL are helpers of the compiler.
  external: (id) => /^[^./]/.test(id) && !/\0|^@oxc-project\/runtime/.test(id),
  treeshake: false,
  // The program reads its version two folders above its start.
  plugins: [{ name: 'version', writeBundle: () => copyFileSync('package.json', `${FOLDER}/package.json`) }],
  output: {
    dir: `${FOLDER}/modules`,
    format: 'esm',
    preserveModules: true,
    preserveModulesRoot: 'src',
  },
});
