/** Text on the screen that stdout is. What measures and wraps it is loaded where there is one: a nightly run does not need it. */
import type { Terminal } from './terminal.js';

/** The text in the width of the screen, if stdout is one; the rest of a long line is set under what `hang` finds. */
export type Fit = (text: string, hang?: RegExp) => string;

export async function loadFit({ columns }: Pick<Terminal, 'columns'>): Promise<Fit> {
  if (columns === undefined) return (text) => text;
  const { toWrapped } = await import('./wrap.js');
  return (text, hang) => toWrapped(text, columns, hang);
}
