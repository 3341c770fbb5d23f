import { resumeOptionsSchema } from '../../config/options.js';
import { resolveOptions } from '../../config/resolve.js';
import { resumeRun } from '../../jobs/import/resume.js';
import type { Arguments } from '../arguments.js';
import { readEnvironment } from '../connection.js';
import { toRunPlace, withRunConnection } from '../run-connection.js';
import { runSession } from '../session.js';
import { makeTerminal } from '../terminal.js';

export async function run(flags: Arguments): Promise<void> {
  const environment = readEnvironment(flags);
  const overrides = resolveOptions(resumeOptionsSchema, flags);
  const place = toRunPlace(flags, makeTerminal(flags, { environment }));
  const about = { command: 'resume', source: place.id, reportsDir: place.reportsDir };
  process.exitCode = await runSession(flags, environment, about, (deps) =>
    withRunConnection(place, flags, environment, (connection) =>
      resumeRun(place, { ...overrides, failed: flags.failed }, connection, deps),
    ),
  );
}
