/** The key of `--mask`: the same for all runs of the queue, so that a customer has one token in all reports. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { MASK_KEY_NAME } from '../jobs/mask.js';
import { SCHEMA } from './schema.js';

/** Writes it where the jobs look for it. */
export async function placeMaskKey(pool: Pool, reportsDir: string): Promise<void> {
  const { rows } = await pool.query<{ key: string }>(`SELECT key FROM ${SCHEMA}.mask_key`);
  const [row] = rows;
  if (row === undefined) throw new Error('The queue has no key of the masks.');
  await writeFile(join(reportsDir, MASK_KEY_NAME), row.key, { mode: 0o600 });
}
