import { applyOptionsSchema } from '../../config/options.js';
import { resolveOptions } from '../../config/resolve.js';
import { applyPlan } from '../../jobs/import/apply.js';
import { defineCommand } from '../define-command.js';
import { readEnvironment } from '../connection.js';
import { toRunPlace, withRunConnection } from '../run-connection.js';
import { runSession } from '../session.js';

export const applyCommand = defineCommand({
  name: 'apply',
  describe: 'Carry out exactly what a dry run decided; the source is not needed',
  examples: [['$0 apply 20261122-172231-4f1c', 'As the dry run said']],
  handler: async (flags) => {
    const environment = readEnvironment(flags);
    const overrides = resolveOptions(applyOptionsSchema, flags);
    const { id, reportsDir } = toRunPlace(flags);
    const about = { command: 'apply', source: id, reportsDir };
    process.exitCode = await runSession(flags, environment, about, (deps) =>
      withRunConnection(flags, environment, (place, connection) =>
        applyPlan(place, overrides, connection, deps),
      ),
    );
  },
});
