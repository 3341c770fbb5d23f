/** Symbolic links to nothing. */
import { existsSync, lstatSync, readlinkSync } from 'node:fs';

/** Throws where `path` is a symbolic link to nothing: the file that it was meant to name can't be told from a mistake. */
export function assertNoDanglingLink(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true || existsSync(path)) return;
  throw new Error(`it is a symbolic link to ${readlinkSync(path)}, which does not exist`);
}
