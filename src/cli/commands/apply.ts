import { applyOptionsSchema } from '../../config/options.js';
import { resolveOptions } from '../../config/resolve.js';
import { applyPlan } from '../../jobs/import/apply.js';
import type { Arguments } from '../arguments.js';
import { readEnvironment } from '../connection.js';
import { toRunPlace, withRunConnection } from '../run-connection.js';
import { runSession } from '../session.js';
import { makeTerminal } from '../terminal.js';

export async function run(flags: Arguments): Promise<void> {
  const environment = readEnvironment(flags);
  const overrides = resolveOptions(applyOptionsSchema, flags);
  const place = toRunPlace(flags, makeTerminal(flags, { environment }));
  const about = { command: 'apply', source: place.id, reportsDir: place.reportsDir };
  process.exitCode = await runSession(flags, environment, about, (deps) =>
    withRunConnection(place, flags, environment, (connection) =>
      applyPlan(place, overrides, connection, deps),
    ),
  );
}
