/** The page as Vite built it: a fixed list of files, read at the start. No request names a path of the disk. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

export interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
}

export interface Assets {
  /** Undefined: the page was not built. */
  readonly page: Asset | undefined;
  /** By the path of the request: `/assets/index-1a2b.js`. */
  readonly files: ReadonlyMap<string, Asset>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

export function readAssets(folder: string): Assets {
  const page = join(folder, 'index.html');
  const assets = join(folder, 'assets');
  const names = existsSync(assets) ? readdirSync(assets).filter((name) => extname(name) in TYPES) : [];
  return {
    page: existsSync(page) ? readAsset(page) : undefined,
    files: new Map(names.map((name) => [`/assets/${name}`, readAsset(join(assets, name))])),
  };
}

function readAsset(path: string): Asset {
  return { type: TYPES[extname(path)] ?? 'application/octet-stream', bytes: readFileSync(path) };
}
