/**
 * Where runs that use the same token share one pace: `api/pace/file-board.ts` in files, for the runs on one machine;
 * `fleet/pace-board.ts` in PostgreSQL, for the runs on many.
 */

/** The limit of a token, for all its runs together. */
export interface WholeLimit {
  readonly perSecond: number;
  readonly windowMs: number;
}

/** What a run knows of the limit at its end, for the next run. */
export interface KeptLimit extends WholeLimit {
  /** Whether the observations had only one explanation. */
  readonly isSure: boolean;
  /** The kind: a bucket that holds less than a second's worth. */
  readonly isSmallBucket: boolean;
  /** How long there had to be no 429 before a step upwards; it grows with each step that failed. */
  readonly calmMs: number;
}

/** What a run reports to the others. Times are ms since the epoch, by its own clock. */
export interface PaceWord {
  readonly at: number;
  /** Nothing is sent before this; 0: not closed. */
  readonly closedUntil: number;
  /** The limit of the token as this run found it. */
  readonly whole?: WholeLimit | undefined;
  /** False: it wants nothing now, and the others need leave no room for it. */
  readonly isSending: boolean;
}

/** What the other live runs report together. */
export interface PaceView {
  /** Live runs with this token, this one included. */
  readonly runs: number;
  /** Runs that ended without saying so. */
  readonly stale: number;
  /** The longest of their closings from now, ms; 0: none. */
  readonly closedForMs: number;
  /** The lowest of the limits that they found. */
  readonly whole: WholeLimit | undefined;
  /**
   * Whose search for the limit counts: this run's, or that of one that began to send earlier, which the others then follow;
   * absent: each searches for itself.
   */
  readonly lead?: 'this' | 'other' | undefined;
}

/** One token's place. `now`: ms since the epoch. All methods throw when the place can't be reached. */
export interface PaceBoard {
  /** For messages: where the runs are that share it. @example 'on this machine' */
  readonly where: string;
  tell(word: PaceWord): void;
  listen(now: number): PaceView;
  /** This run is over. */
  leave(): void;
  /** Calls back when there is something new to hear; absent: it must be asked. */
  onNews?(listener: () => void): void;
  /** Keeps the limit as it is at `now`. */
  keep(limit: KeptLimit, now: number): void;
  /** The limit that was kept last, and its age; undefined: none that is worth believing. */
  readKept(now: number): { readonly kept: KeptLimit; readonly ageMs: number } | undefined;
}
