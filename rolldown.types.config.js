/** The types of the library in one file, which has only what `src/index.ts` exports and what that needs. */
import { defineConfig } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';

export default defineConfig({
  input: { index: 'src/index.ts' },
  platform: 'node',
  external: /^[^./]/,
  plugins: [dts({ emitDtsOnly: true })],
  checks: { pluginTimings: false },
  output: { dir: 'dist', format: 'esm' },
});
