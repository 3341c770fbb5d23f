/** What a review tells the windows that are open. */
import type { ApplyAnswer } from './apply.js';
import type { PreviewAnswer } from './preview.js';
import type { StateAnswer, WorkAnswer } from './state.js';

/** At most 4 a second of each type; the newest says all, so that one that was missed is no loss. */
export type ReviewEvent =
  | { readonly type: 'state'; readonly state: StateAnswer }
  /** Rows were checked again after an edit in any window; `rows` is empty where more than 500 changed: ask for the page again. */
  | { readonly type: 'checked'; readonly revision: number; readonly rows: readonly number[] }
  | { readonly type: 'progress'; readonly work: WorkAnswer }
  | { readonly type: 'preview'; readonly preview: PreviewAnswer }
  | { readonly type: 'apply'; readonly apply: ApplyAnswer }
  /** The review has ended: by another window, or in the terminal. */
  | { readonly type: 'done' };
