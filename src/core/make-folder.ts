/** Folders that this program writes into. */
import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { BulkError, toSystemCode } from './errors.js';
import { toReasonText } from './system-reason.js';

/**
 * Makes a folder of the owner's alone, and those above it; nothing happens if it is there. Throws `output_unwritable`.
 *
 * Step by step: Node's own `recursive` says ENOENT on a read-only file system, and does not end under /proc.
 */
export function makeFolder(path: string): void {
  try {
    makeStep(path);
  } catch (cause) {
    throw new BulkError('output_unwritable', `The folder ${path} can not be made: ${toReasonText(cause)}.`, {
      cause,
    });
  }
}

function makeStep(path: string): void {
  try {
    makeOne(path);
  } catch (error) {
    const parent = dirname(path);
    if (toSystemCode(error) !== 'ENOENT' || parent === path || isThere(parent)) throw error;
    makeStep(parent);
    makeOne(path);
  }
}

function makeOne(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Some systems say EROFS or EPERM of a folder that is there.
    if (!isFolder(path)) throw error;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
