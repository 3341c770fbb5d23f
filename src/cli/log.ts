/** `--log-format json`: standard error as one JSON object per line. The names of fields and events are a contract. */

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export interface LogEntry {
  readonly level: LogLevel;
  /** What kind of line this is: `run`, `phase`, `progress`, `throttled`, `request`, `note`, `message`, … */
  readonly event: string;
  readonly message: string;
  /** Facts of the event, such as `code` or `done`. */
  readonly [field: string]: unknown;
}

export interface Log {
  readonly report: (entry: LogEntry) => void;
  /** Every later line names the run. */
  readonly setRun: (runId: string) => void;
}

/** Writes each entry as a line: time, level, event, message, the name of the run, facts. `now`: ms since the epoch. */
export function makeLog(write: (line: string) => void, now: () => number): Log {
  let runId: string | undefined;
  return {
    setRun: (id) => (runId = id),
    report: ({ level, event, message, ...facts }) => {
      const time = new Date(now()).toISOString();
      write(`${JSON.stringify({ time, level, event, message, runId, ...facts })}\n`);
    },
  };
}
