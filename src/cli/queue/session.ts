/** What the commands with `--queue` have in common. */
import { queueOptionsSchema, type QueueOptions } from '../../config/options.js';
import { resolveOptions } from '../../config/resolve.js';
import type { Environment } from '../../core/environment.js';
import { BulkError } from '../../core/errors.js';
import { toKebab } from '../../core/kebab.js';
import type { JobDeps } from '../../jobs/deps.js';
import type { ExitCode } from '../../jobs/report.js';
import type { Arguments } from '../arguments.js';
import { readEnvironment } from '../connection.js';
import { withSession } from '../session.js';
import type { Terminal } from '../terminal.js';
import { listQueueSecrets, readQueueUrl, withFleet, type OpenFleet } from './open-fleet.js';

export interface QueueSession {
  readonly fleet: OpenFleet;
  readonly options: QueueOptions;
  readonly flags: Arguments;
  readonly environment: Environment;
  readonly deps: JobDeps;
  readonly terminal: Terminal;
}

/** They are about this machine, which does not do the work. */
const OF_THIS_MACHINE = ['sandbox', 'metrics', 'keep', 'notify', 'open', 'previous'] as const;

/** Throws `config_invalid` for an option that no worker would obey. */
export function assertCanBeQueued(flags: Arguments, names: readonly string[] = OF_THIS_MACHINE): void {
  const found = names.find((name) => flags[name] !== undefined && flags[name] !== false);
  if (found === undefined) return;
  throw new BulkError(
    'config_invalid',
    `Expected \`--${toKebab(found)}\` to be left out where \`--queue\` gives the command to workers, got \`${String(flags[found])}\`.`,
    { hint: 'Leave it out, or use --no-config if a configuration file sets it.' },
  );
}

/** Lends the queue to a command. */
export async function runQueueSession(
  flags: Arguments,
  use: (session: QueueSession) => Promise<ExitCode>,
): Promise<void> {
  const environment = readEnvironment(flags);
  const url = readQueueUrl(String(flags['queue']));
  const options = resolveOptions(queueOptionsSchema, flags);
  const job = (deps: JobDeps, terminal: Terminal): Promise<() => ExitCode> => {
    const onFault = (message: string): void => deps.emit({ type: 'note', message: `The queue: ${message}` });
    return withFleet(url, onFault, async (fleet) => {
      const exitCode = await use({ fleet, options, flags, environment, deps, terminal });
      return () => exitCode;
    });
  };
  process.exitCode = await withSession(flags, environment, job, {
    secrets: listQueueSecrets(url),
    finish: ({ exitCode }) => Promise.resolve(exitCode),
  });
}
