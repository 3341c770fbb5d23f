/** Symbolic links to nothing. */
import { existsSync, lstatSync, readlinkSync } from 'node:fs';

/** Throws if `path` is a symbolic link to nothing: it may be a mistake or intended. */
export function assertNoDanglingLink(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true || existsSync(path)) return;
  throw new Error(`it is a symbolic link to ${readlinkSync(path)}, which does not exist`);
}
