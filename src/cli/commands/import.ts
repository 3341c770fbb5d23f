import { importOptionsSchema } from '../../config/options.js';
import { resolveOptions } from '../../config/resolve.js';
import { importCustomers } from '../../jobs/import/import.js';
import { readEnvironment, withConnection } from '../connection.js';
import { runSession } from '../session.js';
import { readSourceFiles, toSourcePlace } from '../source.js';
import { defineCommand } from '../define-command.js';

export const importCommand = defineCommand({
  name: 'import',
  describe: 'Create or update customers from a file, with an address for each if wanted',
  examples: [
    ['$0 import customers.csv --sandbox', 'Try it: nothing leaves this machine'],
    ['$0 import customers.csv --provision-address --account-id UID', 'With a BTC address for each row'],
    ['$0 import customers.csv --dry-run', 'Look first: nothing is changed; `apply` carries it out'],
    ['$0 import customers.csv --map "email=Contact mail" --strict', 'Own column names, no warnings allowed'],
    ['$0 import customers.csv --mode create --rate 20', 'Only new customers, at most 20 requests per second'],
  ],
  handler: async (flags) => {
    const environment = readEnvironment(flags);
    const options = resolveOptions(importOptionsSchema, { ...flags, ...readSourceFiles(flags) }, environment);
    const { reportsDir } = options;
    const source = toSourcePlace(flags);
    const about = { command: 'import', source: source.path, reportsDir };
    process.exitCode = await runSession(flags, environment, about, (deps) =>
      withConnection(flags, environment, reportsDir, (connection) =>
        importCustomers(source, options, connection, deps),
      ),
    );
  },
});
