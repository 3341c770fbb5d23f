import { undoOptionsSchema } from '../../config/options.js';
import { resolveOptions } from '../../config/resolve.js';
import { undoRun } from '../../jobs/undo/undo.js';
import type { Arguments } from '../arguments.js';
import { readEnvironment } from '../connection.js';
import { toRunPlace, withRunConnection } from '../run-connection.js';
import { runSession } from '../session.js';
import { makeTerminal } from '../terminal.js';

export async function run(flags: Arguments): Promise<void> {
  const environment = readEnvironment(flags);
  const options = resolveOptions(undoOptionsSchema, flags);
  const place = toRunPlace(flags, makeTerminal(flags, { environment }));
  const about = { command: 'undo', source: place.id, reportsDir: place.reportsDir };
  process.exitCode = await runSession(flags, environment, about, (deps) =>
    withRunConnection(place, flags, environment, (connection) => undoRun(place, options, connection, deps)),
  );
}
