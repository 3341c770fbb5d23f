/** Faults of a database or a store that may pass by themselves, or once somebody has made room. */
import { isBulkError } from '../core/errors.js';
import { RunTaken } from './lease.js';

/** Classes of SQLSTATE that the same statement would meet again: what it says is wrong. */
const LASTING = /^(0A|22|23|42)/;

export function isPassing(error: unknown): boolean {
  if (isBulkError(error) || error instanceof RunTaken) return false;
  const { code } = error as { code?: unknown };
  return typeof code !== 'string' || code.length !== 5 || !LASTING.test(code);
}
