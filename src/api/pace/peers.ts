/**
 * What runs on one machine that use the same token share. Each keeps a small file of its own in a folder for the token, and
 * reads the others': with one writer per file no lock is needed, and a killed run leaves a file that simply becomes
 * outdated.
 */
import { createHmac, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { PaceView } from '../../core/pace-board.js';
import { MAX_RETRY_AFTER_MS } from './pause.js';

const wordSchema = z.object({
  /** When it was written; ms since the epoch, like all times here. */
  at: z.number(),
  /** Nothing is sent before this; 0: not closed. */
  closedUntil: z.number(),
  /** The limit of the token as this run found it. */
  whole: z.object({ perSecond: z.number().positive(), windowMs: z.number().positive() }).optional(),
});

/** What a run reports to the others. */
export type PeerWord = z.output<typeof wordSchema>;

/**
 * A run writes once a second. A file that is older than this belongs to a run that has ended, and one dated this far ahead
 * was written by another clock: both are ignored.
 */
export const STALE_MS = 5000;
/** Its file is removed later, so that a run that was only delayed keeps its file. */
const GONE_MS = 60_000;

/** The meeting place of the runs on this machine. */
export interface PeerPlace {
  readonly root: string;
  /** Random and secret, the same for all runs of a user on this machine. */
  readonly key: Uint8Array;
}

/** Folder for the runs of one token; without the key, its name does not confirm a guessed token. */
export function toPeerFolder({ root, key }: PeerPlace, credential: string, baseUrl: string): string {
  const hash = createHmac('sha256', key).update(`bitpowr-bulk\n${baseUrl}\n${credential}`).digest('hex');
  return join(root, hash.slice(0, 24));
}

/** This run's place among the others. All methods throw file system errors. */
export class Peers {
  readonly #folder: string;
  readonly #own = `${randomUUID()}.json`;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  tell(word: PeerWord): void {
    const path = join(this.#folder, this.#own);
    writeFileSync(`${path}.tmp`, JSON.stringify(word), { mode: 0o600 });
    renameSync(`${path}.tmp`, path);
  }

  /** Leaves out limits that would stop a run for longer than `MAX_RETRY_AFTER_MS`, and closes no longer than that. */
  listen(now: number): PaceView {
    const words = readdirSync(this.#folder)
      .filter((name) => name !== this.#own && name.endsWith('.json'))
      .map((name) => readWord(join(this.#folder, name), now))
      .filter((word) => word !== undefined);
    const live = words.filter(({ at }) => Math.abs(now - at) <= STALE_MS);
    const runs = 1 + live.length;
    const limits = live
      .map(({ whole }) => whole)
      .filter((whole) => whole !== undefined)
      .filter(({ perSecond }) => (1000 * runs) / perSecond <= MAX_RETRY_AFTER_MS);
    return {
      runs,
      stale: words.length - live.length,
      closedForMs: Math.max(0, ...live.map((word) => toClosedForMs(word, now))),
      whole: limits.sort((one, other) => one.perSecond - other.perSecond)[0],
    };
  }

  /** This run is over. */
  leave(): void {
    rmSync(join(this.#folder, this.#own), { force: true });
    try {
      rmdirSync(this.#folder);
    } catch {
      // Other runs are using it.
    }
  }
}

/** The rest of a closing: its length when the file was written, less the file's age. No run closes for longer by itself. */
function toClosedForMs({ at, closedUntil }: PeerWord, now: number): number {
  return Math.min(MAX_RETRY_AFTER_MS, closedUntil - at) - Math.max(0, now - at);
}

/** A file that is unreadable, or not in our format, is ignored. */
function readWord(path: string, now: number): PeerWord | undefined {
  try {
    const { data } = wordSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    if (data === undefined || Math.abs(now - data.at) <= GONE_MS) return data;
    rmSync(path, { force: true });
  } catch {
    // It was removed at the same time, or is incomplete.
  }
  return undefined;
}
