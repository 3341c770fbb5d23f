import { connectionOptionsSchema } from '../../config/options.js';
import { resolveOptions } from '../../config/resolve.js';
import { checkAuth } from '../../jobs/connect.js';
import { defineCommand } from '../define-command.js';
import { readEnvironment, withConnection } from '../connection.js';
import { CONNECTION_FLAGS, OUTPUT_FLAGS } from '../flags.js';
import { withSession } from '../session.js';

export const authCommand = defineCommand({
  command: 'auth',
  describe: 'Check the credential; print its organisation and mode',
  builder: (yargs) =>
    yargs
      .options({ ...CONNECTION_FLAGS, ...OUTPUT_FLAGS })
      .example('BITPOWR_TOKEN=… $0 auth', 'Before the first import'),
  handler: async (flags) => {
    const environment = readEnvironment(flags);
    const options = resolveOptions(connectionOptionsSchema, flags, environment);
    process.exitCode = await withSession(flags, environment, async (deps, terminal) => {
      const reportsDir = flags.reportsDir ?? 'reports';
      const found = await withConnection(flags, environment, reportsDir, async (connection) => ({
        ...(await checkAuth(connection, options, deps)),
        baseUrl: connection.baseUrl,
      }));
      return () => {
        const text = `organisation ${found.orgId}\nmode         ${found.mode}\nat           ${found.baseUrl}\n`;
        terminal.out(flags.json === true ? `${JSON.stringify(found, undefined, 2)}\n` : text);
        return 0;
      };
    });
  },
});
