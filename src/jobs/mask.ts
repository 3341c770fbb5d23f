/** What `--mask` asks for: one key for each reports folder, so that all its runs have the same tokens. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BulkError, toMessage, toSystemCode } from '../core/errors.js';
import { makeMask } from '../core/mask.js';
import type { Mapping } from '../core/types.js';
import { makeRowMask, type RowMask } from '../record/masked.js';

const KEY_NAME = '.mask-key';
const KEY_BYTES = 32;

/** The mask of a run's rows. Throws `output_unwritable`, `config_invalid`. */
export function openRowMask(runFolder: string, mapping: Mapping): RowMask {
  return makeRowMask(mapping, makeMask(readMaskKey(dirname(runFolder))));
}

/** Batches of rows, each changed, or as they are. */
export function* eachOf<T>(batches: Iterable<readonly T[]>, change: ((one: T) => T) | undefined) {
  for (const batch of batches) yield change === undefined ? batch : batch.map(change);
}

/** Reads the key, or makes it at its first use. */
function readMaskKey(reportsDir: string): Uint8Array {
  const path = join(reportsDir, KEY_NAME);
  try {
    mkdirSync(reportsDir, { recursive: true, mode: 0o700 });
    // Whoever comes second finds it there.
    writeFileSync(path, randomBytes(KEY_BYTES).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    if (toSystemCode(cause) !== 'EEXIST') {
      const message = `The key of the masks, ${path}, can not be written: ${toMessage(cause)}.`;
      throw new BulkError('output_unwritable', message, { cause });
    }
  }
  const text = readFileSync(path, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(text)) {
    throw new BulkError('config_invalid', `The file ${path} holds no key.`, {
      hint: 'Remove it: a new one is made. Tokens differ from then on.',
    });
  }
  return Buffer.from(text, 'hex');
}
