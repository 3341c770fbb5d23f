import { join } from 'node:path';
import type { Environment } from '../core/environment.js';
import { toStateFolder } from './state-folder.js';

/** Where runs share their pace. Undefined for a user that has no home. */
export function toPaceFolder(environment: Environment, readHome: () => string): string | undefined {
  const folder = toStateFolder(environment, readHome);
  return folder === undefined ? undefined : join(folder, 'pace');
}
