import { toCredential } from '../api/credential.js';
import type { Environment } from '../core/environment.js';

/** Every secret in the environment, in every form that may be sent: what must never be shown. */
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
