/** How a text may look on a screen. Colours and marks repeat what the words say: a text without them has all of it. */
import type { BulkStatus } from '../../core/types.js';

export type Tone = 'good' | 'still' | 'fair' | 'bad' | 'head';

export interface Look {
  /** Figures for who runs the tool, such as latencies. @default false */
  readonly isVerbose: boolean;
  paint(tone: Tone, text: string): string;
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

/** ASCII, the same on screens, pages and paper. */
export const STATUS_LOOKS: Readonly<Record<BulkStatus, { readonly mark: string; readonly tone: Tone }>> = {
  created: { mark: '+', tone: 'good' },
  updated: { mark: '~', tone: 'good' },
  would_create: { mark: '+', tone: 'good' },
  would_update: { mark: '~', tone: 'good' },
  unchanged: { mark: '=', tone: 'still' },
  exists: { mark: '=', tone: 'still' },
  skipped: { mark: ' ', tone: 'still' },
  pending: { mark: ' ', tone: 'fair' },
  deleted: { mark: '-', tone: 'fair' },
  invalid: { mark: '!', tone: 'bad' },
  conflict: { mark: '?', tone: 'bad' },
  failed: { mark: 'x', tone: 'bad' },
};
