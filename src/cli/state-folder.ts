import { isAbsolute, join } from 'node:path';

/**
 * What is kept between runs: in the person's own folder for state, by the XDG convention `$XDG_STATE_HOME`, else
 * `~/.local/state`. A relative one is to be ignored, says that convention. Undefined for a user that has no home.
 */
export function toStateFolder(
  { XDG_STATE_HOME: state = '' }: Readonly<Record<string, string | undefined>>,
  readHome: () => string,
): string | undefined {
  try {
    return join(isAbsolute(state) ? state : join(readHome(), '.local', 'state'), 'bitpowr-bulk');
  } catch {
    return undefined;
  }
}
