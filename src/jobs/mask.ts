/** What `--mask` asks for: one key for each reports folder, so that all its runs have the same tokens. */
import { dirname, join } from 'node:path';
import { makeMask } from '../core/mask.js';
import type { Mapping } from '../core/types.js';
import { makeRowMask, type RowMask } from '../record/masked.js';
import { readKeyFile } from './key-file.js';

/** In a reports folder. */
export const MASK_KEY_NAME = '.mask-key';

/** The mask of a run's rows. Throws `output_unwritable`, `config_invalid`. */
export function openRowMask(runFolder: string, mapping: Mapping): RowMask {
  return makeRowMask(mapping, makeMask(readMaskKey(dirname(runFolder))));
}

/** Batches of rows, each changed, or as they are. */
export function* eachOf<T>(batches: Iterable<readonly T[]>, change: ((one: T) => T) | undefined) {
  for (const batch of batches) yield change === undefined ? batch : batch.map(change);
}

/** Throws what is wrong with the key before anything is sent. Throws `output_unwritable`, `config_invalid`. */
export function assertMaskKey(mask: boolean, reportsDir: string): void {
  if (mask) readMaskKey(reportsDir);
}

function readMaskKey(reportsDir: string): Uint8Array {
  return readKeyFile(join(reportsDir, MASK_KEY_NAME), 'key of the masks');
}
