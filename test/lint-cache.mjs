/** Where ESLint keeps what it found right. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = ['src', 'test'];
const FILES = ['eslint.config.js', 'package-lock.json', 'tsconfig.json', 'vitest.config.ts'];
/** No file imports one of them, so that only its own result depends on it. */
const LEAF = /\.test\.ts$/;
const TYPED = /\.(?:[cm]?[jt]s|tsx|json)$/;

/**
 * The name of a cache. Rules look at types, so the result of a file depends on the files that it imports: each change of a file that
 * others may import begins a new cache. A change of a test does not: ESLint checks that file, and no other.
 */
export function toLintCache(folder) {
  const hash = createHash('sha256');
  const inFolders = FOLDERS.flatMap((name) =>
    readdirSync(name, { recursive: true }).map((path) => join(name, path)),
  );
  const paths = inFolders.filter((path) => TYPED.test(path) && !LEAF.test(path));
  for (const path of [...paths.sort(), ...FILES]) hash.update(`${path}\0`).update(readFileSync(path));
  return join(folder, hash.digest('hex').slice(0, 16));
}
