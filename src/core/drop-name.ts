import { rmSync } from 'node:fs';

/**
 * Removes the name of an open file: its content ends with the process, even one that is killed. Windows keeps the name, so the
 * caller removes the file at the end too.
 */
export function dropName(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Windows.
  }
}
