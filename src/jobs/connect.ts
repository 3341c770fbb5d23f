import { join } from 'node:path';
import { toCredential } from '../api/credential.js';
import type { ConnectionOptions } from '../config/options.js';
import { parseBaseUrl } from '../api/base-url.js';
import { openApi, type ApiClient } from '../api/client.js';
import type { ApiOptions } from '../api/client-options.js';
import { BulkError, isBulkError, toMessage } from '../core/errors.js';
import { readProxy } from '../api/proxy.js';
import type { Emit } from '../core/events.js';
import type { Api } from '../core/api-port.js';
import type { Account } from '../core/types.js';
import type { Connection, JobDeps } from './deps.js';
import { readKeyFile } from './key-file.js';
import { Stop, type StoppableDeps } from './stop.js';

/** How the client is opened for a job. Throws `credential_missing`, `config_invalid`. */
export function toClientOptions(
  { baseUrl, environment }: Connection,
  options: ConnectionOptions,
  { clock, emit, stop, version, lease, killed, paceBoard }: StoppableDeps,
): ApiOptions {
  parseBaseUrl(baseUrl);
  return {
    baseUrl,
    credential: toCredential(environment),
    proxy: readProxy(environment, baseUrl),
    concurrency: options.concurrency,
    ...(options.rate === undefined ? {} : { ratePerSecond: options.rate }),
    reserve: options.reserve,
    timeoutMs: options.timeout * 1000,
    maxRequests: options.maxRequests,
    onEnd: (code, message) => stop.because(code, message),
    stopping: stop.signal,
    emit,
    clock,
    version,
    lease,
    killed,
    paceBoard,
  };
}

/** A client of a job, to be closed. Throws `credential_missing`, `config_invalid`. */
export function openClient(
  connection: Connection,
  options: ConnectionOptions,
  deps: StoppableDeps,
): ApiClient {
  const { paceFolder } = connection;
  const pacePlace = paceFolder === undefined ? undefined : toPacePlace(paceFolder, deps.emit);
  return openApi({ ...toClientOptions(connection, options, deps), pacePlace });
}

const PACE_KEY_NAME = '.key';

/** Sharing the pace is an aid: without a key for it, a run paces itself and says so. */
function toPacePlace(root: string, emit: Emit): ApiOptions['pacePlace'] {
  try {
    return { root, key: readKeyFile(join(root, PACE_KEY_NAME), 'key of the pace folder') };
  } catch (error) {
    const hint = isBulkError(error) && error.code === 'config_invalid' ? ` ${error.hint}` : '';
    const message = `The pace is not shared with other runs on this machine: ${toMessage(error)}${hint}`;
    emit({ type: 'note', message });
    return undefined;
  }
}

/** Whose customers the credential reaches. Throws `credential_rejected`, `server_unreachable`. */
export async function checkAuth(
  connection: Connection,
  options: ConnectionOptions,
  deps: JobDeps,
): Promise<Account> {
  const api = openClient(connection, options, { ...deps, stop: new Stop(deps.signal) });
  try {
    return await readAccount(api, connection);
  } finally {
    await api.close();
  }
}

/**
 * Asks the server whose customers the credential reaches. A refusal says which variable or file has the credential. Throws
 * `credential_rejected`, `server_unreachable`.
 */
export async function readAccount(
  api: Pick<Api, 'readAccount'>,
  { environment, credentialsFile }: Pick<Connection, 'environment' | 'credentialsFile'>,
): Promise<Account> {
  try {
    return await api.readAccount();
  } catch (error) {
    if (!isBulkError(error) || error.code !== 'credential_rejected') throw error;
    const { variables } = toCredential(environment);
    const isFromFile = variables.every((name) => credentialsFile?.variables.includes(name));
    const names = variables.join(' and ');
    const file = credentialsFile?.path ?? '';
    const place = isFromFile ? file : `the environment${file === '' ? '' : `, which overrides ${file}`}`;
    throw new BulkError(
      error.code,
      `${error.message.replace(/\.?$/, '.')} The credential is ${names} in ${place}.`,
      {
        cause: error,
        context: error.context,
        hint: `Correct ${names} in ${isFromFile ? file : 'the environment'}, then type the command again.`,
      },
    );
  }
}

/**
 * The same before a long pipe is read: a wrong credential ends the job at once, not after the query behind the pipe. Throws
 * `credential_rejected`, `server_unreachable`.
 */
export async function checkBeforePipe(
  { paceFolder: _, ...connection }: Connection,
  options: ConnectionOptions,
  deps: JobDeps,
): Promise<Account> {
  try {
    // One request needs no shared pace.
    return await checkAuth(connection, options, deps);
  } catch (error) {
    if (!isBulkError(error)) throw error;
    const isRefused = error.code === 'credential_rejected';
    const hint = isRefused ? error.hint : `${error.hint.replace(/\.$/, '')}. Type the command again.`;
    throw new BulkError(error.code, error.message, {
      cause: error,
      hint: `${hint} Nothing was read and nothing was sent.`,
    });
  }
}
