/** Looks for the configuration file: in the working folder, then in each folder above it. */
import { existsSync, lstatSync, type Stats } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { BulkError } from '../../core/errors.js';
import { toReasonText } from '../../core/system-reason.js';

export const CONFIG_NAMES = [
  'bitpowr-bulk.config.json',
  'bitpowr-bulk.config.yaml',
  'bitpowr-bulk.config.yml',
] as const;

/** Whose file is trusted. */
export interface Person {
  /** Where the search ends; undefined for a person that has none. */
  readonly home: string | undefined;
  /** Undefined where the system has no such numbers. */
  readonly userId: number | undefined;
}

/**
 * The nearest configuration file. The search ends with the folder of a repository (`.git`), with the home folder, and at the root.
 * Throws `config_invalid` for two files in one folder, and for a file that another person could have put there.
 */
export function findConfigFile(workingFolder: string, person: Person): string | undefined {
  const home = person.home === undefined ? undefined : resolve(person.home);
  for (let folder = resolve(workingFolder); ; folder = dirname(folder)) {
    const path = findIn(folder, person.userId);
    const isLast = folder === home || folder === dirname(folder) || existsSync(join(folder, '.git'));
    if (path !== undefined || isLast) return path;
  }
}

function findIn(folder: string, userId: number | undefined): string | undefined {
  const found = CONFIG_NAMES.map((name) => join(folder, name))
    .map((path) => ({ path, stats: lookAt(path) }))
    .filter((file): file is { path: string; stats: Stats } => file.stats !== undefined);
  const [one, other] = found;
  if (one === undefined) return undefined;
  if (other !== undefined) {
    throw new BulkError(
      'config_invalid',
      `There are two configuration files: ${one.path} and ${other.path}.`,
      {
        hint: 'Remove one of them, or name the one that is meant: --config FILE.',
      },
    );
  }
  assertOwn(one.path, one.stats, userId);
  return one.path;
}

/** A link is looked at itself: one that leads nowhere is found, and reading it then fails. */
function lookAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (cause) {
    const message = `The configuration file ${path} can not be looked for: ${toReasonText(cause)}.`;
    throw new BulkError('config_invalid', message, { cause, hint: 'Pass --config FILE or --no-config.' });
  }
}

/** A file decides where a credential is sent, so a stranger's file in a folder above, such as /tmp, is not obeyed. */
function assertOwn(path: string, { uid, mode }: Stats, userId: number | undefined): void {
  if (userId === undefined) return;
  const isOwn = uid === userId || uid === 0;
  const isLink = (mode & 0o170000) === 0o120000;
  if (isOwn && (isLink || (mode & 0o002) === 0)) return;
  const why = isOwn ? 'everyone can write to it' : 'it belongs to another user';
  throw new BulkError('config_invalid', `The configuration file ${path} is not used: ${why}.`, {
    hint: `If you trust it, name it: --config ${path}. Otherwise pass --no-config.`,
  });
}
