/** Whether SQLite finds a journal whole. */
import { toDamaged } from './journal-error.js';
import type { SqlFile } from './open.js';

/** Reads the whole file once. Throws `journal_damaged`: otherwise a damaged page might be met in the middle of a run. */
export function assertSound(file: SqlFile): void {
  const found = file.prepare('PRAGMA quick_check(1)').get<{ quick_check: string }>([])?.quick_check;
  if (found !== 'ok') throw toDamaged(file.path, found ?? 'it can not be checked');
}
