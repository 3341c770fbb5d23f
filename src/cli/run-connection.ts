/** The connection of a run that is there. */
import type { Connection } from '../jobs/deps.js';
import type { RunPlace } from '../jobs/import/continue-run.js';
import { BulkError } from '../core/errors.js';
import { toRunName } from '../jobs/run/last-run.js';
import { readRunEndpoint } from '../jobs/run/runs.js';
import { reportsDirSchema } from '../config/options.js';
import { resolveOptions } from '../config/resolve.js';
import type { Environment } from '../core/environment.js';
import type { Arguments } from './arguments.js';
import { SANDBOX, withConnection } from './connection.js';
import type { Terminal } from './terminal.js';

/** Which run is meant. Says so where it was named as `last`: it may be about to change customers. Throws `run_unknown`. */
export function toRunPlace(flags: Arguments, { err }: Pick<Terminal, 'err'>): RunPlace {
  const { reportsDir } = resolveOptions(reportsDirSchema, flags);
  const { run = '' } = flags;
  const id = toRunName(reportsDir, run);
  if (id !== run && flags.quiet !== true) err(`${run}: ${id}\n`);
  return { reportsDir, id };
}

/**
 * A run remembers where it belongs; a base URL that says otherwise is refused by the job. Throws `account_changed` for
 * `--sandbox`, where nothing is started for it.
 */
export async function withRunConnection<T>(
  place: RunPlace,
  flags: Arguments,
  environment: Environment,
  use: (connection: Connection) => Promise<T>,
): Promise<T> {
  const endpoint = readRunEndpoint(place.reportsDir, place.id);
  if (flags.sandbox === true && endpoint !== SANDBOX && flags.baseUrl === undefined) {
    const message = `The run ${place.id} belongs to ${endpoint}, not to the sandbox.`;
    throw new BulkError('account_changed', message, { hint: 'Leave out --sandbox.' });
  }
  const isSandbox = endpoint === SANDBOX && flags.baseUrl === undefined;
  const where = isSandbox
    ? { sandbox: true }
    : { ...flags, baseUrl: flags.baseUrl ?? (environment['BITPOWR_BASE_URL'] || endpoint) };
  return withConnection(where, environment, place.reportsDir, use);
}
