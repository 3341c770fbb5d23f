/** The file with the limit that the last run with a token found; numbers only. It is in the token's folder (`peers.ts`). */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { KeptLimit } from '../../core/pace-board.js';
import { FORGOTTEN_MS } from './remembered.js';

/** Not `.json`, as the files of the live runs are. */
const NAME = 'limit';

const keptSchema = z.object({
  /** When the limit was last found to hold; ms since the epoch. */
  at: z.number(),
  perSecond: z.number().positive(),
  windowMs: z.number().positive(),
  isSure: z.boolean(),
  isSmallBucket: z.boolean(),
  calmMs: z.number().positive(),
});

/** The limit and its age; undefined without a file, or if it is unreadable, too old, or dated ahead by another clock. */
export function readKeptLimit(
  folder: string,
  now: number,
): { readonly kept: KeptLimit; readonly ageMs: number } | undefined {
  try {
    const { data } = keptSchema.safeParse(JSON.parse(readFileSync(join(folder, NAME), 'utf8')));
    if (data === undefined || data.at > now || now - data.at >= FORGOTTEN_MS) return undefined;
    const { at, ...kept } = data;
    return { kept, ageMs: now - at };
  } catch {
    // No run has found a limit yet, or the file was damaged: this run finds it by itself.
    return undefined;
  }
}

/** Keeps the limit as it is at `now`. Throws file system errors. */
export function keepLimit(folder: string, now: number, kept: KeptLimit): void {
  const path = join(folder, NAME);
  // A name of its own, because another run may write at the same time.
  const temporary = `${path}.${randomUUID()}.tmp`;
  writeFileSync(temporary, JSON.stringify({ at: now, ...kept }), { mode: 0o600 });
  renameSync(temporary, path);
}

/** Removes the limits of other tokens that no run would believe any more. */
export function forgetOldLimits(folder: string, now: number): void {
  const root = dirname(folder);
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    // The key of the folders' names is a file.
    if (!entry.isDirectory()) continue;
    const path = join(root, entry.name, NAME);
    const writtenAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now;
    if (now - writtenAt >= FORGOTTEN_MS) rmSync(path, { force: true });
  }
}
