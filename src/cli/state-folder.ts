import { isAbsolute, join } from 'node:path';
import type { Environment } from '../core/environment.js';

/**
 * What is kept between runs: in the person's own folder for state, by the XDG convention `$XDG_STATE_HOME`, else
 * `~/.local/state`. A relative one is to be ignored, says that convention. Undefined for a user that has no home.
 */
export function toStateFolder(
  { XDG_STATE_HOME: state = '' }: Environment,
  readHome: () => string,
): string | undefined {
  try {
    return join(isAbsolute(state) ? state : join(readHome(), '.local', 'state'), 'bitpowr-bulk');
  } catch {
    return undefined;
  }
}
