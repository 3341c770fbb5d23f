import { resumeOptionsSchema } from '../../config/options.js';
import { resolveOptions } from '../../config/resolve.js';
import { resumeRun } from '../../jobs/import/resume.js';
import type { Arguments } from '../arguments.js';
import { readEnvironment } from '../connection.js';
import { toRunPlace, withRunConnection } from '../run-connection.js';
import { runSession } from '../session.js';

export async function run(flags: Arguments): Promise<void> {
  const environment = readEnvironment(flags);
  const overrides = resolveOptions(resumeOptionsSchema, flags);
  const { id, reportsDir } = toRunPlace(flags);
  const about = { command: 'resume', source: id, reportsDir };
  process.exitCode = await runSession(flags, environment, about, (deps) =>
    withRunConnection(flags, environment, (place, connection) =>
      resumeRun(place, { ...overrides, failed: flags.failed }, connection, deps),
    ),
  );
}
