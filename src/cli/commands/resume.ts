import { resumeOptionsSchema } from '../../config/options.js';
import { resolveOptions } from '../../config/resolve.js';
import { resumeRun } from '../../jobs/resume.js';
import { readRunEndpoint } from '../../jobs/runs.js';
import { defineCommand } from '../define-command.js';
import { readEnvironment, SANDBOX, withConnection } from '../connection.js';
import { CONNECTION_FLAGS, OUTPUT_FLAGS, RESUME_FLAGS, UNATTENDED_FLAGS } from '../flags.js';
import { runSession } from '../session.js';

export const resumeCommand = defineCommand({
  command: 'resume <run>',
  describe: 'Go on with a run that stopped; the source is not needed',
  builder: (yargs) =>
    yargs
      .positional('run', { type: 'string', demandOption: true, describe: 'Name of the run, or its folder' })
      .options({ ...RESUME_FLAGS, ...CONNECTION_FLAGS, ...UNATTENDED_FLAGS, ...OUTPUT_FLAGS })
      .example('$0 resume 20261122-172231-4f1c', 'As the stopped run said'),
  handler: async (flags) => {
    const environment = readEnvironment(flags);
    const place = { reportsDir: flags.reportsDir ?? 'reports', id: flags.run ?? '' };
    const overrides = resolveOptions(resumeOptionsSchema, flags);
    const about = { command: 'resume', source: place.id, reportsDir: place.reportsDir };
    process.exitCode = await runSession(flags, environment, about, async (deps) => {
      const endpoint = readRunEndpoint(place.reportsDir, place.id);
      // A run remembers where it belongs; a flag or variable that says otherwise is refused by the job.
      const isSandbox = endpoint === SANDBOX && flags.baseUrl === undefined;
      const where = isSandbox
        ? { sandbox: true }
        : { ...flags, baseUrl: flags.baseUrl ?? (environment['BITPOWR_BASE_URL'] || endpoint) };
      return withConnection(where, environment, place.reportsDir, (connection) =>
        resumeRun(place, { ...overrides, failed: flags.failed }, connection, deps),
      );
    });
  },
});
