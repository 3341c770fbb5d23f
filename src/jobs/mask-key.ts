/** The key of the tokens under `--mask`: one for each reports folder, so that all its runs have the same tokens. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BulkError, toMessage, toSystemCode } from '../core/errors.js';

const KEY_NAME = '.mask-key';
const KEY_BYTES = 32;

/** Reads the key, or makes it at its first use. Throws `output_unwritable`, `config_invalid`. */
export function readMaskKey(reportsDir: string): Uint8Array {
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
