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
import { GONE_MS, toPaceView, wholeLimitSchema } from '../../core/pace-words.js';

const wordSchema = z.object({
  /** When it was written; ms since the epoch, like all times here. */
  at: z.number(),
  /** Nothing is sent before this; 0: not closed. */
  closedUntil: z.number(),
  /** The limit of the token as this run found it. */
  whole: wholeLimitSchema.optional(),
});

/** What a run reports to the others. */
export type PeerWord = z.output<typeof wordSchema>;

/** The meeting place of the runs on this machine. */
export interface PeerPlace {
  readonly root: string;
  /** Random and secret, the same for all runs of a user on this machine. */
  readonly key: Uint8Array;
}

/** Folder for the runs of one token. */
export function toPeerFolder({ root, key }: PeerPlace, credential: string, baseUrl: string): string {
  return join(root, toTokenName(key, credential, baseUrl));
}

/** What the runs of one token call it among themselves; without the key, it does not confirm a guessed token. */
export function toTokenName(key: Uint8Array, credential: string, baseUrl: string): string {
  const hash = createHmac('sha256', key).update(`bitpowr-bulk\n${baseUrl}\n${credential}`).digest('hex');
  return hash.slice(0, 24);
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

  listen(now: number): PaceView {
    const words = readdirSync(this.#folder)
      .filter((name) => name !== this.#own && name.endsWith('.json'))
      .map((name) => readWord(join(this.#folder, name), now))
      .filter((word) => word !== undefined);
    return toPaceView(
      words.map(({ at, closedUntil, whole }) => ({ ageMs: now - at, closedForMs: closedUntil - at, whole })),
    );
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
