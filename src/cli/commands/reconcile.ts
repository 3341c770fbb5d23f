import { reconcileOptionsSchema } from '../../config/options.js';
import { resolveOptions } from '../../config/resolve.js';
import { reconcile } from '../../jobs/reconcile/reconcile.js';
import { readEnvironment, toExportConnection, withConnection } from '../connection.js';
import { defineCommand } from '../define-command.js';
import { runSession } from '../session.js';
import { readSourceFiles, toSourcePlace } from '../source.js';

export const reconcileCommand = defineCommand({
  name: 'reconcile',
  describe:
    'Compare a file with the customers at the API, or with an export; write a file that corrects the drift',
  examples: [
    ['$0 reconcile customers.csv --sandbox', 'What differs, both ways; nothing is changed'],
    ['$0 reconcile customers.csv --ignore description --max-drift 0.5%', 'A little is no alarm'],
    ['$0 reconcile customers.csv --against export.ndjson.gz', 'Without the network'],
    ['$0 reconcile customers.csv --previous last --quiet', 'Every night'],
  ],
  handler: async (flags) => {
    const environment = readEnvironment(flags);
    const options = resolveOptions(
      reconcileOptionsSchema,
      { ...flags, ...readSourceFiles(flags) },
      environment,
    );
    const source = toSourcePlace(flags);
    const about = { command: 'reconcile', source: source.path, reportsDir: options.reportsDir };
    process.exitCode = await runSession(flags, environment, about, (deps) =>
      options.against === undefined
        ? withConnection(flags, environment, options.reportsDir, (connection) =>
            reconcile(source, options, connection, deps),
          )
        : reconcile(source, options, toExportConnection(options.against), deps),
    );
  },
});
