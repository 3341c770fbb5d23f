import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Packs what `npm run build` built: the path of the tarball, its size in bytes and its files. */
export function pack(folder) {
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  // npm 12 and later print an object by name instead of a list.
  const [{ filename, size, files }] = Object.values(
    JSON.parse(execFileSync('npm', args, { encoding: 'utf8' })),
  );
  return { path: join(folder, filename), size, files: files.map(({ path }) => path) };
}
