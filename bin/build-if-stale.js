/** In a checkout, builds the program if it is missing or older than its source. An installed package has no source. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

export function buildIfStale() {
  const source = join(root, 'src');
  if (!existsSync(source) || !isStale(source, join(root, 'dist/cli/main.js'))) return;
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  if (!existsSync(compiler)) {
    console.error(`The program is not built. Run \`npm ci\` in ${root} first.`);
    process.exit(2);
  }
  // stdout carries results.
  const stdio = ['ignore', process.stderr, process.stderr];
  try {
    execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: root, stdio });
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
  return readdirSync(source, { recursive: true }).some(
    (name) => statSync(join(source, name)).mtimeMs > builtAt,
  );
}
