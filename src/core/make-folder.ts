/** Folders that this program writes into. */
import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { BulkError, toSystemCode } from './errors.js';
import { toReasonText } from './system-reason.js';

/**
 * Makes a folder that only its owner can access, and its parents. Does nothing if it exists. Throws `output_unwritable`.
 *
 * Works step by step: Node's `recursive` reports ENOENT on a read-only file system, and never ends under /proc.
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
    // Some systems report EROFS or EPERM for a folder that exists.
    if (!isFolder(path)) throw error;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
