/** What shows the progress of a run. */
import type { Emit } from '../core/events.js';

export interface ProgressView {
  readonly emit: Emit;
  /** Says something while the bar is up. */
  interject(text: string): void;
  /** Takes the bar off the screen; texts may follow. */
  stop(): void;
}
