/** The files that a review and its run offer, by fixed names. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ResultFile } from './answers/shared.js';
import { CORRECTED_FILES, writeCorrected } from './corrected.js';
import type { ReviewStore } from './store.js';

const RUN_FILES = ['report.html', 'results.csv', 'rejected.csv', 'undo.csv', 'summary.json'];
export const MAPPING_NAME = 'mapping.json';

/** `runFolder`: of the run that was planned or applied; absent: none. */
export function listFiles(store: ReviewStore, runFolder: string | undefined): ResultFile[] {
  const isRead = store.info.get('source') !== undefined;
  const ofRun = RUN_FILES.map((name) => {
    const path = runFolder === undefined ? undefined : join(runFolder, name);
    const isThere = path !== undefined && existsSync(path);
    return { name, isThere, note: isThere ? toSizeText(statSync(path).size) : 'when done' };
  });
  const rows = (store.info.get('source')?.rows ?? 0) - store.rows.countLeftOut();
  const note = `${rows.toLocaleString('en-US')} rows`;
  return [
    ...ofRun,
    { name: 'corrected.csv', isThere: isRead, note },
    { name: 'corrected.xlsx', isThere: isRead, note },
    { name: 'edits.csv', isThere: isRead, note: '' },
    { name: MAPPING_NAME, isThere: isRead, note: '' },
  ];
}

/** The path of one of them, which is written now if the review has it; undefined for any other name, or a file that is not there. */
export async function findFile(
  store: ReviewStore,
  runFolder: string | undefined,
  name: string,
): Promise<string | undefined> {
  if (Object.hasOwn(CORRECTED_FILES, name)) return writeCorrected(store, name);
  if (!RUN_FILES.includes(name) || runFolder === undefined) return undefined;
  const path = join(runFolder, name);
  return existsSync(path) ? path : undefined;
}

function toSizeText(bytes: number): string {
  return bytes < 1024 ? `${bytes} B` : `${Math.round(bytes / 1024).toLocaleString('en-US')} KB`;
}
