/** How a text may look on a screen. Colours and marks repeat what the words say: a text without them has all of it. */
import type { Outcome } from '../outcomes.js';

export type LookTone = 'good' | 'still' | 'fair' | 'bad' | 'head';

export interface Look {
  /** Figures for who runs the tool, such as latencies. @default false */
  readonly isVerbose: boolean;
  paint(tone: LookTone, text: string): string;
  /** A path that can be clicked. */
  link(path: string): string;
  /** The mark of a status in front of its line, as pages show it. */
  mark(mark: string, line: string): string;
}

/** As files and pipes get it. */
export const PLAIN_LOOK: Look = {
  isVerbose: false,
  paint: (_tone, text) => text,
  link: (path) => path,
  mark: (_mark, line) => line,
};

/** The colour of an outcome on a screen, which has few. */
export const OUTCOME_TONES: Readonly<Record<Outcome, LookTone>> = {
  created: 'good',
  updated: 'good',
  unchanged: 'still',
  skipped: 'still',
  waiting: 'fair',
  warned: 'fair',
  emptied: 'fair',
  invalid: 'bad',
  conflict: 'bad',
  failed: 'bad',
};
