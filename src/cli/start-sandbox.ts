import { BulkError } from '../core/errors.js';
import type { Sandbox, SandboxOptions } from '../sandbox/index.js';

/** Starts the sandbox; its refusals are reported like any other error. Throws `config_invalid`, `run_locked`. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  // Loaded only now: the sandbox and what it is made of weigh more than the rest of the program.
  const sandbox = await import('../sandbox/index.js');
  try {
    return await sandbox.startSandbox(options);
  } catch (error) {
    if (!(error instanceof sandbox.SandboxError)) throw error;
    const code = error.code === 'SANDBOX_STATE_IN_USE' ? 'run_locked' : 'config_invalid';
    throw new BulkError(code, error.message, { hint: error.hint, cause: error });
  }
}
