import { toCredential } from '../api/credential.js';
import type { ConnectionOptions } from '../config/options.js';
import type { Environment } from '../config/resolve.js';
import { parseBaseUrl } from '../api/base-url.js';
import { openApi, type ApiOptions } from '../api/client.js';
import type { Account } from '../core/types.js';
import type { Connection, JobDeps } from './deps.js';
import { Stop } from './stop.js';

/** How the client is opened for a job. Throws `credential_missing`, `config_invalid`. */
export function toClientOptions(
  { baseUrl, environment, paceFolder }: Connection,
  options: ConnectionOptions,
  { clock, emit, stop, version }: JobDeps & { readonly stop: Stop },
): ApiOptions {
  parseBaseUrl(baseUrl);
  return {
    baseUrl,
    credential: toCredential(environment),
    concurrency: options.concurrency,
    ...(options.rate === undefined ? {} : { ratePerSecond: options.rate }),
    reserve: options.reserve,
    paceFolder,
    timeoutMs: options.timeout * 1000,
    maxRequests: options.maxRequests,
    onEnd: (code, message) => stop.because(code, message),
    stopping: stop.signal,
    emit,
    clock,
    version,
  };
}

/** Whose customers the credential reaches. Throws `credential_rejected`, `server_unreachable`. */
export async function checkAuth(
  connection: Connection,
  options: ConnectionOptions,
  deps: JobDeps,
): Promise<Account> {
  const api = openApi(toClientOptions(connection, options, { ...deps, stop: new Stop(deps.signal) }));
  try {
    return await api.readAccount();
  } finally {
    await api.close();
  }
}

/** Every secret in the environment, in all forms in which it may be sent: what must never be shown. */
export function toSecrets(environment: Environment): readonly string[] {
  const names = ['BITPOWR_TOKEN', 'BITPOWR_PUBLIC_KEY', 'BITPOWR_SECRET_KEY', 'BITPOWR_API_KEY'];
  const plain = names.map((name) => environment[name] ?? '').filter((value) => value !== '');
  try {
    return [...plain, ...toCredential(environment).secrets];
  } catch {
    // No usable credential: what is set is kept out of sight all the same.
    return plain;
  }
}
