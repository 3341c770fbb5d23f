/** Apply: what is sent, while it is sent and afterwards. */
import type { ErrorAnswer, Ordered, ResultFile, ShownField } from './shared.js';

export interface ApplyRequest {
  /** Of the preview that the person saw. Refused with 409 if it is another one by now. */
  readonly plan: string;
  /** LIVE: the organisation's name as it was typed; TEST: empty. */
  readonly name: string;
}

export interface ApplyAnswer extends Ordered {
  /** `none` with a reason: the run that was applied can't be read. `pausing`, `stopping`: what is under way is finished. `stopped`, `failed`: can be continued. */
  readonly state: 'none' | 'running' | 'pausing' | 'paused' | 'stopping' | 'stopped' | 'failed' | 'done';
  readonly run: string;
  /** Rows by outcome; `waiting` is the rest of `total`. */
  readonly total: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly waiting: number;
  /** What is sent, GETs included; `total` is the forecast of the preview. */
  readonly requests: { readonly done: number; readonly total: number };
  readonly addresses: { readonly done: number; readonly total: number };
  /** Requests a second. */
  readonly rate: { readonly now: number; readonly limit?: number };
  /** Ms, the median; absent before the first answer. */
  readonly responseMs?: number;
  /** For a 429 or a server that is down. `until`: ISO 8601 UTC, while it waits. */
  readonly waited: { readonly ms: number; readonly times: number; readonly until?: string };
  /** Requests of each interval since the start; at most 240 points. `waits`: positions in `requests` where the server asked to wait. */
  readonly timeline: {
    readonly startedAt: string;
    readonly intervalMs: number;
    readonly requests: readonly number[];
    readonly waits: readonly { readonly interval: number; readonly ms: number }[];
  };
  /** The gravest first; at most 50. */
  readonly causes: readonly FailureCause[];
  readonly files: readonly ResultFile[];
  /** Whole commands for this run: resume, undo, show. */
  readonly commands: readonly string[];
  /** The newest first; at most 20. */
  readonly latest: readonly {
    readonly row: number;
    readonly name: string;
    readonly mark: string;
    readonly text: string;
    readonly at: string;
  }[];
  /** Rows whose failure a retry can cure. */
  readonly retryable: number;
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Absent: not known yet. */
  readonly secondsLeft?: number;
  /** Why it stopped before its end. */
  readonly reason?: ErrorAnswer;
}

/** What an undo of the applied run would take back, as far as this machine knows. */
export interface UndoAnswer {
  /** Customers that get back what they had. */
  readonly restored: number;
  /** Customers that the run made; they stay unless the undo deletes them, too. */
  readonly made: number;
  /** Rows whose effect is not known. */
  readonly unknown: number;
  /** Of the restored customers, in row order; at most 100. `before`: what they have now. */
  readonly changes: readonly {
    readonly row: number;
    readonly name: string;
    readonly fields: readonly ShownField[];
  }[];
}

export interface FailureCause {
  readonly code: string;
  readonly mark: string;
  readonly text: string;
  readonly rows: number;
  readonly firstRow: number;
  readonly firstName: string;
  /** What to do. */
  readonly remedy: string;
  /** Continuing tries these rows again; else they need an edit in Fix. */
  readonly canRetry: boolean;
}
