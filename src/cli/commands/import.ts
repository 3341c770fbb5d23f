import { importOptionsSchema } from '../../config/options.js';
import { resolveOptions } from '../../config/resolve.js';
import { importCustomers } from '../../jobs/import/import.js';
import { readEnvironment, withConnection } from '../connection.js';
import { CONNECTION_FLAGS, IMPORT_FLAGS, OUTPUT_FLAGS, SOURCE_FLAGS, UNATTENDED_FLAGS } from '../flags.js';
import { runSession } from '../session.js';
import { readSourceFiles, toSourcePlace } from '../source.js';
import { defineCommand } from '../define-command.js';

export const importCommand = defineCommand({
  command: 'import <source>',
  describe: 'Create or update customers from a file, with an address for each if wanted',
  builder: (yargs) =>
    yargs
      .positional('source', {
        type: 'string',
        demandOption: true,
        describe: 'Path of the file, or - for stdin',
      })
      .options({
        ...IMPORT_FLAGS,
        ...SOURCE_FLAGS,
        ...CONNECTION_FLAGS,
        ...UNATTENDED_FLAGS,
        ...OUTPUT_FLAGS,
      })
      .example('$0 import customers.csv --sandbox', 'Try it: nothing leaves this machine')
      .example(
        '$0 import customers.csv --provision-address --account-id UID',
        'With a BTC address for each row',
      )
      .example('$0 import customers.csv --dry-run', 'Look first: nothing is changed; `apply` carries it out')
      .example(
        '$0 import customers.csv --map "email=Contact mail" --strict',
        'Own column names, no warnings allowed',
      )
      .example(
        '$0 import customers.csv --mode create --rate 20',
        'Only new customers, at most 20 requests per second',
      ),
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
