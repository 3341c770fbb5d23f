import type { Arguments } from './arguments.js';
import { listRunIds } from '../jobs/run/run.js';

/** Commands whose first argument is a run. */
const TAKE_RUN = new Set(['apply', 'resume', 'undo', 'show']);

type Done = (completions: string[]) => void;

/** What the shell is offered for the word under way: the names of runs where one is due, else what yargs knows. */
export function completeRuns(
  current: string,
  flags: Partial<Arguments> & { readonly _?: readonly (string | number)[] },
  offerDefaults: () => void,
  done: Done,
): void {
  // The program's own name comes first.
  const [, command = '', ...words] = (flags._ ?? []).map(String);
  const isRunDue = TAKE_RUN.has(command) && words.length <= 1 && !current.startsWith('-');
  if (!isRunDue) {
    offerDefaults();
    return;
  }
  done(listRunIds(flags.reportsDir ?? 'reports'));
}
