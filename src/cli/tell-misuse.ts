/** Reports an error outside of a command's job: a wrong command line. A session has reported those of its job. */
import { isBulkError, toSystemCode } from '../core/errors.js';
import { tellError } from './tell-error.js';
import { makeTerminal } from './terminal.js';

/** Sets the exit status. Throws the error of a module that could not be loaded. */
export function tellMisuse(error: unknown): void {
  if (!isBulkError(error) && toSystemCode(error) !== undefined) throw error;
  const status = tellError(error, makeTerminal([]));
  process.exitCode = isBulkError(error) ? status : 3;
}
