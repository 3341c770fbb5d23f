import { connectionOptionsSchema, reportsDirSchema } from '../../config/options.js';
import { resolveOptions } from '../../config/resolve.js';
import { checkAuth } from '../../jobs/connect.js';
import type { Arguments } from '../arguments.js';
import { readEnvironment, withConnection } from '../connection.js';
import { withSession } from '../session.js';

export async function run(flags: Arguments): Promise<void> {
  const environment = readEnvironment(flags);
  const options = resolveOptions(connectionOptionsSchema, flags, environment);
  const { reportsDir } = resolveOptions(reportsDirSchema, flags);
  process.exitCode = await withSession(flags, environment, async (deps, terminal) => {
    const found = await withConnection(flags, environment, reportsDir, async (connection) => ({
      ...(await checkAuth(connection, options, deps)),
      baseUrl: connection.baseUrl,
    }));
    return () => {
      const text = `organisation ${found.orgId}\nmode         ${found.mode}\nat           ${found.baseUrl}\n`;
      if (flags.json === true) terminal.out(`${JSON.stringify(found, undefined, 2)}\n`);
      else if (flags.quiet !== true) terminal.out(text);
      return 0;
    };
  });
}
