/** What a run reports while it works. Listeners display it; nothing in the flow depends on them. */
export type Phase =
  | 'reading'
  | 'listing'
  | 'checking'
  | 'addresses'
  | 'transactions'
  | 'matching'
  | 'sending'
  | 'writing'
  /** `doctor` examines what the API does, step by step. */
  | 'examining';

export type RunEvent =
  /** A run was begun or opened; `runDir` is its folder. */
  | { readonly type: 'run'; readonly runId: string; readonly runDir: string }
  /** A phase begins; `total` in its own unit (rows, pages), where it is known. */
  | { readonly type: 'phase'; readonly phase: Phase; readonly total?: number }
  /** How much of the phase is done now. `row`: of `sending`, the number of the row that has come to rest. */
  | {
      readonly type: 'progress';
      readonly phase: Phase;
      readonly done: number;
      readonly total?: number;
      readonly row?: number;
    }
  /** The vendor's rate limit was reached; nothing is sent for `waitMs`. */
  | { readonly type: 'throttled'; readonly waitMs: number }
  /** One request was answered or failed. `route` is a pattern, never a URL with a customer in it. */
  | {
      readonly type: 'request';
      readonly route: string;
      readonly status: number | undefined;
      readonly durationMs: number;
      /** Whether this was a retry. */
      readonly retried: boolean;
    }
  /** Something a person should know; no personal data. `limitPerSecond`: of a note about the vendor's rate limit, the limit. */
  | { readonly type: 'note'; readonly message: string; readonly limitPerSecond?: number };

export type Emit = (event: RunEvent) => void;

/** Wraps listeners so that an error in one can't harm the run. */
export function toSafeEmit(listeners: readonly Emit[]): Emit {
  return (event) => {
    for (const listener of listeners) {
      try {
        listener(event);
      } catch {
        // A broken progress bar must not stop an import; the journal, not the screen, is the record.
      }
    }
  };
}
