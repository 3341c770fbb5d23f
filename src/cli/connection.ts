/** Where the customers are: the vendor, another server, or the sandbox in this process. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { assertHasCredential, type CredentialsFile } from '../config/credentials-file.js';
import { VENDOR_BASE_URL, type PLACE } from '../config/options/connection.js';
import type { FlagsOf } from '../config/options/option.js';
import type { Environment } from '../core/environment.js';
import { BulkError } from '../core/errors.js';
import type { Connection } from '../jobs/deps.js';
import { makeFolder } from '../core/make-folder.js';
import { toPaceFolder } from './pace-folder.js';
import { startSandbox } from './start-sandbox.js';
import { toStateFolder } from './state-folder.js';

export const SANDBOX = 'sandbox';

/** Of a user without a home. A run that writes reports it if this can't be made; it never continues without a lock. */
const HOMELESS_STATE = join('/', '.local', 'state', 'bitpowr-bulk');

export type ConnectionFlags = FlagsOf<typeof PLACE> & CredentialFlags;

export interface CredentialFlags {
  readonly credentialsFile?: CredentialsFile | undefined;
}

/** The process's environment over that of `--credentials`. */
export function readEnvironment({ credentialsFile }: CredentialFlags): Environment {
  return { ...credentialsFile?.variables, ...process.env };
}

/** The variables that the process's environment does not override. */
function toOwnVariables({ variables }: CredentialsFile): string[] {
  return Object.keys(variables).filter((name) => process.env[name] === undefined);
}

/** Lends a connection to `use`; a sandbox is started for it and closed afterwards. */
export async function withConnection<T>(
  flags: ConnectionFlags,
  environment: Environment,
  reportsDir: string,
  use: (connection: Connection) => Promise<T>,
): Promise<T> {
  if (flags.sandbox !== true) {
    const { credentialsFile: file } = flags;
    if (file !== undefined) assertHasCredential(file, environment);
    const credentialsFile =
      file === undefined ? undefined : { path: file.path, variables: toOwnVariables(file) };
    const baseUrl = flags.baseUrl ?? (environment['BITPOWR_BASE_URL'] || VENDOR_BASE_URL);
    const endpoint = baseUrl.replace(/\/+$/, '');
    return use({
      endpoint,
      baseUrl,
      environment,
      credentialsFile,
      paceFolder: toPaceFolder(process.env, homedir),
      stateFolder: toStateFolder(process.env, homedir) ?? HOMELESS_STATE,
    });
  }
  if (flags.baseUrl !== undefined) {
    throw new BulkError('config_invalid', 'Expected either `--sandbox` or `--base-url`, got both.');
  }
  const sandbox = await startSandbox({ stateFile: makeStatePath(reportsDir) });
  try {
    const { testCredential } = await import('../sandbox/index.js');
    const credential = { BITPOWR_TOKEN: testCredential.token };
    // No state folder: the sandbox's state file is locked, so that one process at a time has this account.
    return await use({ endpoint: SANDBOX, baseUrl: sandbox.url, environment: credential });
  } finally {
    await sandbox.close();
  }
}

/** A comparison with an export asks no server. */
export function toExportConnection(path: string): Connection {
  return { endpoint: path, baseUrl: '', environment: {} };
}

function makeStatePath(reportsDir: string): string {
  makeFolder(resolve(reportsDir));
  return join(reportsDir, 'sandbox.sqlite');
}
