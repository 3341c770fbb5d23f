/** `--notify`: read before a job begins, obeyed when it has ended. It never changes the exit status. */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { notifyOptionsSchema } from '../config/options.js';
import { resolveOptions } from '../config/resolve.js';
import type { Environment } from '../core/environment.js';
import { systemClock } from '../core/clock.js';
import { BulkError } from '../core/errors.js';
import { readSmallText } from '../core/small-file.js';
import { toReasonText } from '../core/system-reason.js';
import { toSecrets } from '../jobs/secrets.js';
import { isWanted, toNotification, toOutcome, type JobEnd, type NotifyOn } from '../notify/notification.js';
import { findSendmail } from '../notify/sendmail.js';
import { parseSecret } from '../notify/signature.js';
import { parseTargets, toTargetSecrets, type Target } from '../notify/targets.js';
import type { Terminal } from './terminal.js';
import { readVersion } from './version.js';

export interface Notifying {
  readonly targets: readonly Target[];
  readonly on: NotifyOn;
  /** What no output may contain. */
  readonly secrets: readonly string[];
  readonly environment: Environment;
}

export const NOT_NOTIFYING: Notifying = { targets: [], on: 'always', secrets: [], environment: {} };

/** Throws `config_invalid` for what could not be delivered to in the end; no message shows a URL. */
export function readNotifying(flags: Readonly<Record<string, unknown>>, environment: Environment): Notifying {
  const { notify = [], notifyOn } = resolveOptions(notifyOptionsSchema, flags, environment);
  const targets = parseTargets(notify.map((text) => (text.startsWith('@') ? readFile(text.slice(1)) : text)));
  const secret = environment['BITPOWR_BULK_NOTIFY_SECRET'];
  if (targets.some(({ kind }) => kind === 'webhook')) parseSecret(secret);
  if (targets.some(({ kind }) => kind === 'mail')) assertSendmail(environment);
  const secrets = [...toTargetSecrets(targets), ...(secret === undefined ? [] : [secret])];
  return { targets, on: notifyOn, secrets, environment };
}

/** The lines of a file, without comments, which begin with #. */
function readFile(path: string): string {
  try {
    const lines = readSmallText(path).split(/\r\n|\r|\n/);
    return lines.filter((line) => !line.trimStart().startsWith('#')).join('\n');
  } catch (cause) {
    const message = `The file ${path} of --notify can not be read: ${toReasonText(cause)}.`;
    throw new BulkError('config_invalid', message, { cause });
  }
}

function assertSendmail(environment: Environment): void {
  if (findSendmail(environment) !== undefined) return;
  throw new BulkError(
    'config_invalid',
    '`--notify mailto:…` needs the program sendmail, which is not installed.',
    {
      hint: 'Install a mail relay that brings it, such as msmtp-mta, or notify a webhook (https://…).',
    },
  );
}

/** Notifies those who want to know. A problem is a warning. */
export async function notifyEnd(
  { targets, on, environment, secrets }: Notifying,
  end: JobEnd,
  {
    terminal,
    signal,
    verbose,
  }: { readonly terminal: Terminal; readonly signal: AbortSignal; readonly verbose: boolean },
): Promise<void> {
  if (targets.length === 0 || !isWanted(on, toOutcome(end))) return;
  const { deliver } = await import('../notify/deliver.js');
  const sender = { host: hostname(), version: readVersion(), id: `evt_${randomUUID()}` };
  const deliveries = await deliver(targets, toNotification(end, sender), {
    clock: systemClock,
    random: Math.random,
    environment,
    signal,
    secrets: [...toSecrets(environment), ...secrets],
  });
  for (const { target, problem } of deliveries) {
    if (problem !== undefined) {
      const message = `The notification to ${target.name} was not delivered: ${problem}`;
      terminal.report(
        { level: 'warn', event: 'notification_failed', message, target: target.name },
        `Warning: ${message}\n`,
      );
    } else if (verbose) {
      terminal.report({
        level: 'info',
        event: 'notified',
        message: `Notified ${target.name}.`,
        target: target.name,
      });
    }
  }
}
