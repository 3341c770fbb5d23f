/**
 * One writer for each account on a machine. Two runs that write at once, each with a reports folder of its own,
 * could each look for an address, find none, and make one: the API has no key that would refuse the second.
 */
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseBaseUrl } from '../../api/base-url.js';
import { BulkError, toMessage } from '../../core/errors.js';
import type { Account } from '../../core/types.js';
import type { Lock } from '../../journal/lock.js';
import type { Connection } from '../deps.js';
import { takeLockInTurn, type TurnOptions } from './lock-turn.js';

/** The run that is to write. */
export interface Writer {
  readonly id: string;
  readonly folder: string;
}

/**
 * Takes the account's lock in the state folder; undefined where the connection names none. The file is named by a hash, so
 * that it tells no account. Throws `run_locked`, which names the run that has it, `interrupted`, `output_unwritable`.
 */
export async function takeAccountLock(
  { id, folder }: Writer,
  { orgId, mode }: Account,
  { baseUrl, stateFolder }: Pick<Connection, 'baseUrl' | 'stateFolder'>,
  options: Omit<TurnOptions, 'work'>,
): Promise<Lock | undefined> {
  if (stateFolder === undefined) return undefined;
  const { origin, path } = parseBaseUrl(baseUrl);
  const server = `${origin}${path}`;
  const name = createHash('sha256')
    .update(JSON.stringify([orgId, mode, server]))
    .digest('hex')
    .slice(0, 32);
  const place = join(stateFolder, 'accounts');
  const what = `the account ${orgId} (${mode}) at ${server}`;
  try {
    mkdirSync(place, { recursive: true, mode: 0o700 });
    return await takeLockInTurn(join(place, `${name}.lock`), what, {
      ...options,
      work: `run ${id} in ${folder}`,
    });
  } catch (error) {
    if (error instanceof BulkError && error.code !== 'output_unwritable') throw error;
    throw new BulkError(
      'output_unwritable',
      `The state folder ${place}, where runs of one account know each other, can not be written: ${toMessage(error)}. Nothing was sent. Set XDG_STATE_HOME to a folder that can be written.`,
      { cause: error },
    );
  }
}
