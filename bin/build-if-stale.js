/** In a checkout, builds the program if it is missing or older than its source. An installed package has no source. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const CONFIGS = ['rolldown.config.js', 'package-lock.json'].map((name) => join(root, name));

export function buildIfStale() {
  const source = join(root, 'src');
  if (!existsSync(source) || !isStale(source, join(root, 'dist/cli/main.js'))) return;
  const bundler = join(root, 'node_modules/rolldown/bin/cli.mjs');
  if (!existsSync(bundler)) {
    console.error(`The program is not built. Run \`npm ci\` in ${root} first.`);
    process.exit(2);
  }
  // stdout carries results, and a list of files helps no one.
  const stdio = ['ignore', 'ignore', process.stderr];
  try {
    execFileSync(process.execPath, [bundler, '-c'], { cwd: root, stdio });
  } catch {
    console.error(
      `The program can not be built. Run \`npm run build\` in ${root} as a user who may write there.`,
    );
    process.exit(2);
  }
}

function isStale(source, built) {
  if (!existsSync(built)) return true;
  const builtAt = statSync(built).mtimeMs;
  const sources = readdirSync(source, { recursive: true }).map((name) => join(source, name));
  return [...sources, ...CONFIGS].some((path) => statSync(path).mtimeMs > builtAt);
}
