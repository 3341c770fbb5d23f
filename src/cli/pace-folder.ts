import { join } from 'node:path';
import { toStateFolder } from './state-folder.js';

/** Where runs share their pace. Undefined for a user that has no home. */
export function toPaceFolder(
  environment: Readonly<Record<string, string | undefined>>,
  readHome: () => string,
): string | undefined {
  const folder = toStateFolder(environment, readHome);
  return folder === undefined ? undefined : join(folder, 'pace');
}
