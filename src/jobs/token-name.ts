/** What the runs of one token call it among themselves. */
import { toCredential } from '../api/credential.js';
import { toTokenName } from '../api/pace/token-folder.js';
import type { Connection } from './deps.js';

/**
 * The same for all connections with this credential and base URL; without the key, it does not confirm a guessed token. Throws
 * `credential_missing`, `config_invalid`.
 */
export function nameToken({ baseUrl, environment }: Connection, key: Uint8Array): string {
  return toTokenName(key, toCredential(environment).header, baseUrl.replace(/\/+$/, ''));
}
