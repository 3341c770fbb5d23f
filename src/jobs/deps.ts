/** What a job gets in addition to its options. */
import type { Clock } from '../core/clock.js';
import type { Emit } from '../core/events.js';
import type { PaceBoard } from '../core/pace-board.js';
import type { RunLog } from '../core/run-log.js';
import type { SendLease } from '../core/send-lease.js';
import type { Environment } from '../core/environment.js';
import type { AccountMode } from '../core/types.js';
import type { OnMove } from '../journal/journal.js';

export interface JobDeps {
  readonly emit: Emit;
  readonly clock: Clock;
  /** Aborts to ask the job to stop; its reason is `SIGHUP`, `SIGINT` or `SIGTERM`. What is under way is finished and saved. */
  readonly signal: AbortSignal;
  readonly pid: number;
  readonly version: string;
  /** How a person starts this program, for the commands that messages tell to type. */
  readonly program: string;
  /** The words that such a command needs to use the same configuration file, profile and credential; absent: none. */
  readonly configurationWords?: readonly string[] | undefined;
  /** This command once more, for another source; absent where it can not be repeated. */
  readonly toSameCommand?: ((source: string) => string) | undefined;
  /**
   * Asks a person before customers of a LIVE account are touched; absent where no one can be asked. False: nothing is sent.
   */
  readonly confirmLive?: ((question: LiveQuestion) => Promise<boolean>) | undefined;
  /** Asks a person before a plan is applied; absent: no question. False: nothing is sent. */
  readonly confirmPlan?: ((question: PlanQuestion) => Promise<boolean>) | undefined;
  /** The organisation whose LIVE customers may change without a question, as a profile says; absent: none. */
  readonly liveOrganisation?: string | undefined;
  /** Where the changes of a run's journal go as well, once all rows are decided; absent: nowhere. */
  readonly runLog?: RunLog | undefined;
  /** Whether the requests of this run may leave; absent: they may. */
  readonly lease?: SendLease | undefined;
  /** Once aborted, requests in flight are cut, and their rows stay in doubt until the run is continued; absent: they are waited for. */
  readonly killed?: AbortSignal | undefined;
  /** Where the pace is shared, instead of the connection's `paceFolder`. */
  readonly paceBoard?: PaceBoard | undefined;
  /** Called at each move of a row; for tests that kill the process there. */
  readonly onMove?: OnMove | undefined;
}

/** Rows by what is to be done for them. */
export interface WorkToConfirm {
  readonly creates: number;
  readonly updates: number;
  /** Fields that the updates empty. */
  readonly emptiedFields: number;
  readonly deletes: number;
  /** Rows that ask for an address: at most this many addresses are made. */
  readonly addresses: number;
}

/** What a run is about to do to a LIVE account. */
export interface LiveQuestion extends WorkToConfirm {
  readonly orgId: string;
  readonly baseUrl: string;
}

/** What a plan, or the part of it that was named, is about to do. */
export interface PlanQuestion extends WorkToConfirm {
  readonly runId: string;
  readonly mode: AccountMode | undefined;
  readonly baseUrl: string | undefined;
  /** Rows that stay planned. */
  readonly held: number;
}

/** Where the customers are. */
export interface Connection {
  /** `sandbox`, or the base URL: what must be the same when a run is resumed. */
  readonly endpoint: string;
  readonly baseUrl: string;
  /** Has the credential. */
  readonly environment: Environment;
  /** The file of `--credentials`, and the variables of `environment` that come from it; absent: all are the process's own. */
  readonly credentialsFile?: { readonly path: string; readonly variables: readonly string[] } | undefined;
  /** Runs on this machine that use the same token share one pace through this folder; absent: each paces itself. */
  readonly paceFolder?: string | undefined;
  /**
   * Runs on this machine that write to the same account know each other through this folder: the second one is refused, or waits
   * (`waitForLock`). Absent: no such lock, and the caller must see to it that one run writes at a time.
   */
  readonly stateFolder?: string | undefined;
}
