import { importOptionsSchema } from '../../config/options.js';
import { resolveOptions } from '../../config/resolve.js';
import { importCustomers } from '../../jobs/import/import.js';
import { readEnvironment, withConnection } from '../connection.js';
import { runSession } from '../session.js';
import { readSourceFiles, toSourcePlace } from '../source.js';
import type { Arguments } from '../arguments.js';

export async function run(flags: Arguments): Promise<void> {
  const environment = readEnvironment(flags);
  const options = resolveOptions(importOptionsSchema, { ...flags, ...readSourceFiles(flags) }, environment);
  const { reportsDir } = options;
  const source = toSourcePlace(flags);
  const about = { command: 'import', source: options.sourceName ?? source.path, reportsDir };
  process.exitCode = await runSession(flags, environment, about, (deps) =>
    withConnection(flags, environment, reportsDir, (connection) =>
      importCustomers(source, options, connection, deps),
    ),
  );
}
