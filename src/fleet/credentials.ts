/** The credentials of a worker: a folder with a file, or a folder of files, for each name, as secrets are mounted. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { assertHasCredential, readCredentialsFile } from '../config/credentials-file.js';
import type { Environment } from '../core/environment.js';
import { BulkError } from '../core/errors.js';
import { readSmallText } from '../core/small-file.js';
import { toReasonText } from '../core/system-reason.js';

export interface NamedCredential {
  /** Its file or folder. */
  readonly path: string;
  /** Of the names `BITPOWR_…`. */
  readonly variables: Environment;
}

const VARIABLE = /^BITPOWR_\w+$/;
/** Kubernetes keeps what it mounts in entries that begin with two dots. */
const isName = (name: string): boolean => !name.startsWith('.');

/** Read at each run, because secrets are rotated. Throws `credential_missing`, `config_invalid`. */
export function readCredential(folder: string, name: string): NamedCredential {
  const path = join(folder, name);
  const kind = statSync(path, { throwIfNoEntry: false });
  if (kind === undefined || !isName(name) || name.includes('/')) {
    throw new BulkError('credential_missing', `This worker has no credential ${name}: there is no ${path}.`, {
      hint: `Make the file ${path} with a line BITPOWR_TOKEN=…, or a folder of this name with a file BITPOWR_TOKEN.`,
    });
  }
  if (kind.isDirectory()) return readFolder(path);
  const file = readCredentialsFile(path);
  const variables = onlyOurs(file.variables);
  assertHasCredential({ ...file, variables }, variables);
  return { path, variables };
}

function readFolder(path: string): NamedCredential {
  try {
    const names = readdirSync(path).filter((name) => VARIABLE.test(name));
    const variables = Object.fromEntries(
      names.map((name) => [name, readSmallText(join(path, name)).trim()] as const),
    );
    assertHasCredential({ path, variables, lines: names.map((name) => `${name}=`) }, variables);
    return { path, variables };
  } catch (cause) {
    if (cause instanceof BulkError) throw cause;
    const message = `The credential ${path} can not be read: ${toReasonText(cause)}.`;
    throw new BulkError('config_invalid', message, { cause });
  }
}

function onlyOurs(variables: Environment): Environment {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => VARIABLE.test(name)));
}

/** The names that there are. Throws `config_invalid` where the folder can't be read. */
export function listCredentials(folder: string): string[] {
  try {
    return readdirSync(folder).filter(isName).sort();
  } catch (cause) {
    throw new BulkError(
      'config_invalid',
      `Expected \`--credentials\` to be a folder with a file for each credential; ${folder}: ${toReasonText(cause)}.`,
      { cause, hint: 'Mount the secrets there, and let this user read them.' },
    );
  }
}
