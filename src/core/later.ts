/** Packages that few commands or files need: each is loaded when it is first used, because to load one takes as long as to start Node. */
import { createRequire } from 'node:module';
import { once } from './once.js';

const require = createRequire(import.meta.url);

/** Gives the package, a CommonJS module or JSON; the first call loads it. */
export function later<Package>(name: string): () => Package {
  return once(() => require(name) as Package);
}
