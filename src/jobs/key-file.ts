/** Random keys in files that only their owner may read. */
import { randomBytes, randomUUID } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  constants,
  fstatSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { platform } from 'node:os';
import { dirname } from 'node:path';
import { BulkError, toMessage, toSystemCode } from '../core/errors.js';
import { toShellWord } from './shell-word.js';

const KEY_BYTES = 32;

/**
 * The 32 random bytes of a file, which is made at its first use; of processes that make it at the same time, all get the key
 * of one. `what` names the key in messages ("key of the masks"). Throws `output_unwritable`, and `config_invalid` for a file
 * that others may read or change, or that holds no key.
 */
export function readKeyFile(path: string, what: string): Uint8Array {
  return readKey(path, what) ?? makeKey(path, what);
}

function makeKey(path: string, what: string): Uint8Array {
  const made = `${path}.${randomUUID()}`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const text = randomBytes(KEY_BYTES).toString('hex');
    writeFileSync(made, text, { flag: 'wx', mode: 0o600, flush: true });
    putInPlace(made, path);
  } catch (cause) {
    const message = `The ${what}, ${path}, can not be written: ${toMessage(cause)}.`;
    throw new BulkError('output_unwritable', message, { cause });
  } finally {
    rmSync(made, { force: true });
  }
  const key = readKey(path, what);
  if (key !== undefined) return key;
  throw new BulkError(
    'config_invalid',
    `The ${what}, ${path}, is a symbolic link to a file that is not there.`,
    {
      hint: `Type: rm ${toShellWord(path)}`,
    },
  );
}

/** Gives the whole file its name, unless another process was faster. */
function putInPlace(made: string, path: string): void {
  try {
    linkSync(made, path);
  } catch (error) {
    if (toSystemCode(error) === 'EEXIST') return;
    // A file system without hard links.
    try {
      copyFileSync(made, path, constants.COPYFILE_EXCL);
    } catch (copyError) {
      if (toSystemCode(copyError) !== 'EEXIST') throw copyError;
    }
  }
}

/** Undefined: there is no such file. */
function readKey(path: string, what: string): Uint8Array | undefined {
  let text: string;
  try {
    const file = openSync(path, 'r');
    try {
      assertPrivate(fstatSync(file).mode, path, what);
      text = readFileSync(file, 'utf8').trim();
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    if (cause instanceof BulkError) throw cause;
    if (toSystemCode(cause) === 'ENOENT') return undefined;
    throw new BulkError('config_invalid', `The ${what}, ${path}, can not be read: ${toMessage(cause)}.`, {
      cause,
      hint: `Type: rm -r ${toShellWord(path)} (a new one is made, and what it was used for has another key from then on).`,
    });
  }
  if (/^[0-9a-f]{64}$/.test(text)) return Buffer.from(text, 'hex');
  throw new BulkError('config_invalid', `The file ${path} holds no key.`, {
    hint: 'Remove it: a new one is made. Tokens differ from then on.',
  });
}

/** Windows has other rights, which a mode does not tell. */
function assertPrivate(mode: number, path: string, what: string): void {
  if (platform() === 'win32' || (mode & 0o077) === 0) return;
  const shown = (mode & 0o777).toString(8).padStart(3, '0');
  throw new BulkError(
    'config_invalid',
    `The ${what}, ${path}, can be read or changed by others (mode ${shown}).`,
    {
      hint: `Type: chmod 600 ${toShellWord(path)} (or remove it, if others may know it: a new one is made). A file system without modes can not keep it: choose another folder.`,
    },
  );
}
