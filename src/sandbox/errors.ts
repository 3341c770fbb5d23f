export type SandboxErrorCode =
  'SANDBOX_OPTION' | 'SANDBOX_STATE_IN_USE' | 'SANDBOX_STATE_UNREADABLE' | 'SANDBOX_LISTEN';

/** The sandbox could not start, or got an unknown setting. It never means that a request failed. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError';
  readonly code: SandboxErrorCode;
  /** What to do next, in one sentence. */
  readonly hint: string;

  constructor(code: SandboxErrorCode, message: string, hint: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.hint = hint;
  }
}
