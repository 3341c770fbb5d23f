/** What is at a path, where that can be known. */
import { statSync, type Stats } from 'node:fs';
import { toSystemCode } from './errors.js';

/** Undefined where nothing is, and where the system doesn't say: no permission, links that never end, a name that is too long. */
export function lookAt(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** Whether something is, or may be, at a path: false only where the system says that nothing is. */
export function mayBeThere(path: string): boolean {
  try {
    statSync(path);
    return true;
  } catch (error) {
    return !['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'].includes(toSystemCode(error) ?? '');
  }
}
