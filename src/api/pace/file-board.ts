/**
 * The pace board of the runs on one machine. Each keeps a small file of its own in the token's folder, and reads the others':
 * with one writer per file no lock is needed, and a killed run leaves a file that simply becomes outdated.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { KeptLimit, PaceBoard, PaceView } from '../../core/pace-board.js';
import { GONE_MS, toPaceView, wholeLimitSchema } from '../../core/pace-words.js';
import { forgetOldLimits, keepLimit, readKeptLimit } from './kept-limit.js';

const wordSchema = z.object({
  /** When it was written; ms since the epoch, like all times here. */
  at: z.number(),
  /** Nothing is sent before this; 0: not closed. */
  closedUntil: z.number(),
  /** The limit of the token as this run found it. */
  whole: wholeLimitSchema.optional(),
});

/** What a run reports to the others. */
type FileWord = z.output<typeof wordSchema>;

/** All methods but `readKept` throw file system errors. */
export class FileBoard implements PaceBoard {
  readonly where = 'on this machine';
  readonly #folder: string;
  readonly #own = `${randomUUID()}.json`;
  #isMade = false;

  /** `folder`: that of `toPeerFolder`; made with the first report. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  tell({ at, closedUntil, whole }: FileWord): void {
    this.#make();
    const path = join(this.#folder, this.#own);
    writeFileSync(`${path}.tmp`, JSON.stringify({ at, closedUntil, whole }), { mode: 0o600 });
    renameSync(`${path}.tmp`, path);
  }

  listen(now: number): PaceView {
    this.#make();
    const words = readdirSync(this.#folder)
      .filter((name) => name !== this.#own && name.endsWith('.json'))
      .map((name) => readWord(join(this.#folder, name), now))
      .filter((word) => word !== undefined);
    return toPaceView(
      words.map(({ at, closedUntil, whole }) => ({ ageMs: now - at, closedForMs: closedUntil - at, whole })),
    );
  }

  leave(): void {
    rmSync(join(this.#folder, this.#own), { force: true });
    try {
      rmdirSync(this.#folder);
    } catch {
      // Other runs are using it.
    }
  }

  keep(limit: KeptLimit, now: number): void {
    keepLimit(this.#folder, now, limit);
    forgetOldLimits(this.#folder, now);
  }

  readKept(now: number): { readonly kept: KeptLimit; readonly ageMs: number } | undefined {
    return readKeptLimit(this.#folder, now);
  }

  /** Once: a folder that is taken away later ends the sharing. */
  #make(): void {
    if (!this.#isMade) mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    this.#isMade = true;
  }
}

/** A file that is unreadable, or not in our format, is ignored. */
function readWord(path: string, now: number): FileWord | undefined {
  try {
    const { data } = wordSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    if (data === undefined || Math.abs(now - data.at) <= GONE_MS) return data;
    rmSync(path, { force: true });
  } catch {
    // It was removed at the same time, or is incomplete.
  }
  return undefined;
}
