import { undoOptionsSchema } from '../../config/options.js';
import { resolveOptions } from '../../config/resolve.js';
import { undoRun } from '../../jobs/undo/undo.js';
import { defineCommand } from '../define-command.js';
import { readEnvironment } from '../connection.js';
import { toRunPlace, withRunConnection } from '../run-connection.js';
import { runSession } from '../session.js';

export const undoCommand = defineCommand({
  name: 'undo',
  describe: 'Revert what a run did, except what others changed since',
  examples: [
    ['$0 undo 20261122-172231-4f1c', 'Updated customers get back what they had'],
    ['$0 undo 20261122-172231-4f1c --delete-created', 'And those that it made are deleted'],
  ],
  handler: async (flags) => {
    const environment = readEnvironment(flags);
    const options = resolveOptions(undoOptionsSchema, flags);
    const { id, reportsDir } = toRunPlace(flags);
    const about = { command: 'undo', source: id, reportsDir };
    process.exitCode = await runSession(flags, environment, about, (deps) =>
      withRunConnection(flags, environment, (place, connection) => undoRun(place, options, connection, deps)),
    );
  },
});
