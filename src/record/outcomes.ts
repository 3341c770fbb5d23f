/** How outcomes look: the mark, and with it the colour, which terminal, reports and review page share. */

export const OUTCOMES = [
  'created',
  'updated',
  'unchanged',
  'emptied',
  'invalid',
  'conflict',
  'failed',
  'warned',
  'waiting',
  'skipped',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** One ASCII character each, so that an outcome can be told without colours, in any font and in print. */
export const OUTCOME_MARKS: Readonly<Record<Outcome, string>> = {
  created: '+',
  updated: '~',
  unchanged: '=',
  emptied: '-',
  invalid: '!',
  conflict: '?',
  failed: 'x',
  warned: '!',
  waiting: '.',
  skipped: '/',
};
