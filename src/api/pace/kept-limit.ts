/** The file with the limit that the last run with a token found; numbers only. It is in the token's folder (`token-folder.ts`). */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { lookAt } from '../../core/look-at.js';
import type { KeptLimit } from '../../core/pace-board.js';
import { FORGOTTEN_MS, toBelieved, type AgedLimit } from '../../core/pace-words.js';

/** Not `.json`, as the files of the live runs are. */
const NAME = 'limit';

const fileSchema = z.looseObject({
  /** When the limit was last found to hold; ms since the epoch. */
  at: z.number(),
});

/** The limit and its age; undefined without a file, or if it is unreadable, too old, or dated ahead by another clock. */
export function readKeptLimit(folder: string, now: number): AgedLimit | undefined {
  try {
    const { data } = fileSchema.safeParse(JSON.parse(readFileSync(join(folder, NAME), 'utf8')));
    return data && toBelieved(data, now - data.at);
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
  try {
    writeFileSync(temporary, JSON.stringify({ at: now, ...kept }), { mode: 0o600 });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Removes the limits of other tokens that no run would believe any more. Another user's stay: they are no reason to stop. */
export function forgetOldLimits(folder: string, now: number): void {
  const root = dirname(folder);
  for (const name of readdirSync(root)) {
    const path = join(root, name, NAME);
    const writtenAt = lookAt(path)?.mtimeMs ?? now;
    if (now - writtenAt >= FORGOTTEN_MS) forget(path);
  }
}

function forget(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // A folder of another user.
  }
}
