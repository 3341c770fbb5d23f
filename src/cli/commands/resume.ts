import { resumeOptionsSchema } from '../../config/options.js';
import { resolveOptions } from '../../config/resolve.js';
import { resumeRun } from '../../jobs/import/resume.js';
import { defineCommand } from '../define-command.js';
import { readEnvironment } from '../connection.js';
import { toRunPlace, withRunConnection } from '../run-connection.js';
import { runSession } from '../session.js';

export const resumeCommand = defineCommand({
  name: 'resume',
  describe: 'Continue a run that stopped; the source is not needed',
  examples: [['$0 resume 20261122-172231-4f1c', 'As the stopped run said']],
  handler: async (flags) => {
    const environment = readEnvironment(flags);
    const overrides = resolveOptions(resumeOptionsSchema, flags);
    const { id, reportsDir } = toRunPlace(flags);
    const about = { command: 'resume', source: id, reportsDir };
    process.exitCode = await runSession(flags, environment, about, (deps) =>
      withRunConnection(flags, environment, (place, connection) =>
        resumeRun(place, { ...overrides, failed: flags.failed }, connection, deps),
      ),
    );
  },
});
