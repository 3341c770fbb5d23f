/** Delivers an e-mail by the machine's `sendmail`, which every mail server and relay (postfix, exim, msmtp) brings. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Environment } from '../core/environment.js';
import { toLine } from '../api/error-message.js';
import { toMessage } from '../core/errors.js';

/** cron's PATH has none of these. */
const USUAL = ['/usr/sbin', '/usr/lib', '/usr/bin', '/usr/local/sbin'];

/** Its path; undefined on a machine without it. */
export function findSendmail({ PATH = '' }: Environment): string | undefined {
  const folders = [...PATH.split(delimiter).filter((folder) => folder !== ''), ...USUAL];
  return folders.map((folder) => join(folder, 'sendmail')).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface MailDeps {
  readonly environment: Environment;
  /** Removes secrets from what it prints. */
  readonly redact: (text: string) => string;
  /** Aborts to give up. */
  readonly signal: AbortSignal;
}

/** Ends with undefined once it took the mail, else with the reason in words. */
export async function sendMail(path: string, mail: string, deps: MailDeps): Promise<string | undefined> {
  const { environment, redact, signal } = deps;
  // Few runs send a mail.
  const { spawn } = await import('node:child_process');
  return new Promise((resolve) => {
    // -t: the recipients are in the header; -i: a line with a dot alone is no end.
    const child = spawn(path, ['-i', '-t'], { env: toOwnVariables(environment) });
    let said = '';
    const add = (text: string): void => void (said = (said + text).slice(-2000));
    child.stdout.setEncoding('utf8').on('data', add);
    child.stderr.setEncoding('utf8').on('data', add);
    const end = (problem: string | undefined): void => {
      signal.removeEventListener('abort', giveUp);
      // A process that it left behind may hold these for hours.
      for (const stream of child.stdio) stream?.destroy();
      child.unref();
      resolve(problem);
    };
    const endWith = (status: number | null): void => {
      const words = toLine(said, redact);
      end(
        status === 0
          ? undefined
          : `${path} ended with status ${String(status)}${words === '' ? '' : `: ${words}`}.`,
      );
    };
    const giveUp = (): void => {
      if (child.exitCode === null) {
        child.kill('SIGKILL');
        end(`${path} did not end in time.`);
      } else {
        endWith(child.exitCode);
      }
    };
    signal.addEventListener('abort', giveUp);
    if (signal.aborted) giveUp();
    child.on('error', (error) => end(`${path} could not be started: ${toMessage(error)}.`));
    child.on('exit', (status) => status === 0 && endWith(status));
    // Its last words have come.
    child.on('close', endWith);
    // It may end before it has read everything; its status says the rest.
    child.stdin.on('error', () => undefined);
    child.stdin.end(mail);
  });
}

/** It needs no credential of this program. */
function toOwnVariables(environment: Environment): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('BITPOWR_')));
}
