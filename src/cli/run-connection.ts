/** The connection of a run that is there. */
import type { Connection } from '../jobs/deps.js';
import type { RunPlace } from '../jobs/import/continue-run.js';
import { readRunEndpoint } from '../jobs/run/runs.js';
import { reportsDirSchema } from '../config/options.js';
import { resolveOptions, type Environment } from '../config/resolve.js';
import type { Arguments } from './arguments.js';
import { SANDBOX, withConnection } from './connection.js';

export function toRunPlace(flags: Arguments): RunPlace {
  const { reportsDir } = resolveOptions(reportsDirSchema, flags);
  return { reportsDir, id: flags.run ?? '' };
}

/** A run remembers where it belongs; a flag or variable that says otherwise is refused by the job. */
export async function withRunConnection<T>(
  flags: Arguments,
  environment: Environment,
  use: (place: RunPlace, connection: Connection) => Promise<T>,
): Promise<T> {
  const place = toRunPlace(flags);
  const endpoint = readRunEndpoint(place.reportsDir, place.id);
  const isSandbox = endpoint === SANDBOX && flags.baseUrl === undefined;
  const where = isSandbox
    ? { sandbox: true }
    : { ...flags, baseUrl: flags.baseUrl ?? (environment['BITPOWR_BASE_URL'] || endpoint) };
  return withConnection(where, environment, place.reportsDir, (connection) => use(place, connection));
}
