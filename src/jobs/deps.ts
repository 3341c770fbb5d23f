/** What a job is given besides its options. */
import type { Clock } from '../core/clock.js';
import type { Emit } from '../core/events.js';
import type { RowState } from '../core/types.js';
import type { Environment } from '../config/resolve.js';

export interface JobDeps {
  readonly emit: Emit;
  readonly clock: Clock;
  /** Aborts to ask the job to stop; its reason is `SIGINT` or `SIGTERM`. What is under way is finished and saved. */
  readonly signal: AbortSignal;
  readonly pid: number;
  readonly version: string;
  /** How a person starts this program, for the commands that messages tell to type. */
  readonly program: string;
  /** Told of each move of a row; for tests that kill the process there. */
  readonly seam?: ((moment: 'before' | 'after', to: RowState) => void) | undefined;
}

/** Where the customers are. */
export interface Connection {
  /** `sandbox`, or the base URL: what must be the same when a run is resumed. */
  readonly endpoint: string;
  readonly baseUrl: string;
  /** Has the credential. */
  readonly environment: Environment;
  /** Folder in which runs on this machine that use the same token share one pace; absent: each paces itself. */
  readonly paceFolder?: string | undefined;
}
