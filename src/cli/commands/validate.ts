import { validateOptionsSchema } from '../../config/options.js';
import { resolveOptions } from '../../config/resolve.js';
import { validateSource } from '../../jobs/validate/validate.js';
import { readEnvironment } from '../connection.js';
import { defineCommand } from '../define-command.js';
import { runSession } from '../session.js';
import { readSourceFiles, toSourcePlace } from '../source.js';

export const validateCommand = defineCommand({
  name: 'validate',
  describe: 'Check every row of a file as import would; no network and no credential',
  examples: [
    ['$0 validate customers.csv', 'What is wrong, where, and what to do'],
    [
      '$0 validate customers.csv --annotate to-correct.xlsx',
      'A spreadsheet for the owner of the data to correct',
    ],
    ['$0 validate customers.csv --strict --json', 'For scripts: no warnings allowed'],
  ],
  handler: async (flags) => {
    const options = resolveOptions(validateOptionsSchema, { ...flags, ...readSourceFiles(flags) });
    const source = toSourcePlace(flags);
    const about = { command: 'validate', source: source.path, reportsDir: options.reportsDir };
    process.exitCode = await runSession(flags, readEnvironment({}), about, (deps) =>
      validateSource(source, options, deps),
    );
  },
});
