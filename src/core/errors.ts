/** The one error class for a run that can't continue. A bad row is a value (`RowIssue`, `Decision`), never a throw. */
import { CODES, type Code } from './codes.js';

export interface BulkErrorOptions {
  /** What to type or do next; default: the code's remedy. */
  readonly hint?: string;
  /** Facts for `--json` and logs; no secrets, no personal data. */
  readonly context?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** Ends a run, or keeps it from starting. Match on `code`; `message` says what happened and where. */
export class BulkError extends Error {
  override readonly name = 'BulkError';
  readonly code: Code;
  readonly hint: string;
  readonly context: Readonly<Record<string, unknown>>;

  constructor(code: Code, message: string, options: BulkErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint ?? CODES[code].remedy;
    this.context = options.context ?? {};
  }
}

export function isBulkError(error: unknown): error is BulkError {
  return error instanceof BulkError;
}

/** The message of anything that was thrown. */
export function toMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The system's error code (`ENOENT`, `ECONNRESET`, `UND_ERR_…`), searched for along the chain of causes. */
export function toSystemCode(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const { code } = at as { code?: unknown };
    if (typeof code === 'string' && !(at instanceof BulkError)) return code;
  }
  return undefined;
}
