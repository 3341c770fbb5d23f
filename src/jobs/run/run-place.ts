/**
 * Where a run was made. A copy of a run's folder knows what the original knew when it was copied, and nothing of what the
 * original has done since. It must not be resumed while the original is there.
 */
import { randomBytes } from 'node:crypto';
import { realpathSync, statSync, type BigIntStats } from 'node:fs';
import { basename, join } from 'node:path';
import type { Clock } from '../../core/clock.js';
import { BulkError, isBulkError, toSystemCode } from '../../core/errors.js';
import type { Emit } from '../../core/events.js';
import { mayBeThere } from '../../core/look-at.js';
import { Journal } from '../../journal/journal.js';

export interface RunPlaceFacts {
  /** Random, the same in all copies. */
  readonly identity: string;
  /** Real path of the run's folder. */
  readonly folder: string;
  /** Of the journal, in digits. Its device is not kept: numbers of devices change when a machine starts. */
  readonly inode: string;
}

/** The place of a run that is made now. `journalPath` must be there. */
export function toNewPlace(folder: string, journalPath: string): RunPlaceFacts {
  return {
    identity: randomBytes(16).toString('hex'),
    folder: realpathSync(folder),
    inode: toInode(journalPath),
  };
}

/**
 * The place to keep from now on: `kept`, or the new one of a run that was moved. Throws `run_copied` while the folder where
 * it was has a journal of the same run.
 */
export function toPresentPlace(
  id: string,
  kept: RunPlaceFacts | undefined,
  here: { readonly folder: string; readonly journalPath: string },
  { clock, emit }: { readonly clock: Clock; readonly emit: Emit },
): RunPlaceFacts {
  const now = toNewPlace(here.folder, here.journalPath);
  if (kept === undefined) return now;
  if (kept.folder !== now.folder && !isSameFolder(kept.folder, now.folder)) {
    const original = join(kept.folder, basename(here.journalPath));
    if (mayBeThere(original) && mayBe(kept.identity, original, clock)) {
      throw toCopiedError(id, { copy: now.folder, original: kept.folder }, look(original) !== undefined);
    }
  }
  if (kept.inode !== now.inode) {
    // A copy whose original is gone, one from a backup, or one that was moved to another disk: no telling which.
    const message = `The journal of the run ${id} was copied to ${now.folder}. Resume this copy only.`;
    emit({ type: 'note', message });
  }
  return { ...now, identity: kept.identity };
}

/** `isSeen`: whether the original is known to be there; else its folder can't be looked into. */
function toCopiedError(
  id: string,
  { copy, original }: { readonly copy: string; readonly original: string },
  isSeen: boolean,
): BulkError {
  const text = `The run ${id} in ${copy} is a copy of the one in ${original}`;
  if (isSeen) return new BulkError('run_copied', `${text}, which is still there.`);
  return new BulkError('run_copied', `${text}, and this user may not look whether that one is still there.`, {
    hint: `Use the original, or look as a user who may see ${original}.`,
  });
}

/** Undefined where nothing is, and where the system doesn't say. */
function look(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}

/** One folder by two names, such as a mount. */
function isSameFolder(one: string, other: string): boolean {
  const [a, b] = [one, other].map(look);
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}

/** Whether the journal is of this run; one that can not be read may be. */
function mayBe(identity: string, journalPath: string, clock: Clock): boolean {
  try {
    const journal = Journal.open(journalPath, { create: false, clock });
    try {
      return (journal.info.get('place') as RunPlaceFacts | undefined)?.identity === identity;
    } finally {
      journal.close();
    }
  } catch (error) {
    if (isBulkError(error) || toSystemCode(error) !== undefined) return true;
    throw error;
  }
}

function toInode(path: string): string {
  return String(statSync(path, { bigint: true }).ino);
}
