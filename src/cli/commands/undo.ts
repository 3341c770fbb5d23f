import { undoOptionsSchema } from '../../config/options.js';
import { resolveOptions } from '../../config/resolve.js';
import { undoRun } from '../../jobs/undo/undo.js';
import type { Arguments } from '../arguments.js';
import { readEnvironment } from '../connection.js';
import { toRunPlace, withRunConnection } from '../run-connection.js';
import { runSession } from '../session.js';

export async function run(flags: Arguments): Promise<void> {
  const environment = readEnvironment(flags);
  const options = resolveOptions(undoOptionsSchema, flags);
  const { id, reportsDir } = toRunPlace(flags);
  const about = { command: 'undo', source: id, reportsDir };
  process.exitCode = await runSession(flags, environment, about, (deps) =>
    withRunConnection(flags, environment, (place, connection) => undoRun(place, options, connection, deps)),
  );
}
