import { reconcileOptionsSchema } from '../../config/options.js';
import { resolveOptions } from '../../config/resolve.js';
import { reconcile } from '../../jobs/reconcile/reconcile.js';
import { readEnvironment, toExportConnection, withConnection } from '../connection.js';
import type { Arguments } from '../arguments.js';
import { runSession } from '../session.js';
import { readSourceFiles, toSourcePlace } from '../source.js';

export async function run(flags: Arguments): Promise<void> {
  const environment = readEnvironment(flags);
  const options = resolveOptions(
    reconcileOptionsSchema,
    { ...flags, ...readSourceFiles(flags) },
    environment,
  );
  const source = toSourcePlace(flags);
  const about = {
    command: 'reconcile',
    source: options.sourceName ?? source.path,
    reportsDir: options.reportsDir,
  };
  process.exitCode = await runSession(flags, environment, about, (deps) =>
    options.against === undefined
      ? withConnection(flags, environment, options.reportsDir, (connection) =>
          reconcile(source, options, connection, deps),
        )
      : reconcile(source, options, toExportConnection(options.against), deps),
  );
}
