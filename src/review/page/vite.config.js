/**
 * The page of `review` as static files: one script, one style and `index.html`. Nothing is inline, because the page's
 * Content-Security-Policy refuses it.
 */
import { gzipSync } from 'node:zlib';
import { defineConfig } from 'vite';
import { TOKEN_STYLE } from '../../record/report/tokens.ts';
import { emitLicenses } from '../../../rolldown.licenses.js';

/** Of everything that a browser loads. */
const MOST_BYTES = 80 * 1024;

const TOKENS = 'virtual:tokens.css';

export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'warn',
  plugins: [
    {
      name: 'tokens',
      resolveId: (id) => (id === TOKENS ? `\0${TOKENS}` : null),
      load: (id) => (id === `\0${TOKENS}` ? TOKEN_STYLE : null),
    },
    { name: 'licenses', generateBundle: emitLicenses },
    { name: 'size', generateBundle: { order: 'post', handler: assertSize } },
  ],
  // Elements without the file and the line where they are in the source, which is a third of the script otherwise.
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
  build: {
    outDir: '../../../dist/review',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
  },
});

function assertSize(_options, bundle) {
  const loaded = Object.values(bundle).filter(({ fileName }) => !fileName.endsWith('.txt'));
  const bytes = loaded
    .map((file) => gzipSync(file.type === 'chunk' ? file.code : file.source, { level: 9 }).length)
    .reduce((sum, size) => sum + size, 0);
  if (bytes > MOST_BYTES)
    throw new Error(`The page of review is ${bytes} bytes after gzip. At most ${MOST_BYTES} are allowed.`);
}
