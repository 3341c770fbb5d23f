/** Validates the client's numeric options. */
import { BulkError } from '../core/errors.js';

export interface ApiNumbers {
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly maxAttempts: number;
  readonly ratePerSecond: number | undefined;
  readonly reserve: number;
}

/** Throws `config_invalid` with the option, its bounds and the value. */
export function assertApiNumbers(numbers: ApiNumbers): void {
  const { concurrency, timeoutMs, maxAttempts, ratePerSecond, reserve } = numbers;
  assertInteger('concurrency', concurrency, 1, 1024);
  assertInteger('maxAttempts', maxAttempts, 1, 100);
  // Node's timers end at 2^31 ms.
  assertInteger('timeoutMs', timeoutMs, 1, 86_400_000);
  if (ratePerSecond !== undefined && !(ratePerSecond > 0 && Number.isFinite(ratePerSecond))) {
    throw new BulkError(
      'config_invalid',
      `Expected \`rate\` to be a number above 0, got \`${ratePerSecond}\`.`,
    );
  }
  if (!(reserve >= 0 && reserve <= 0.9)) {
    throw new BulkError(
      'config_invalid',
      `Expected \`reserve\` to be a number from 0 to 0.9, got \`${reserve}\`.`,
    );
  }
}

function assertInteger(name: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new BulkError(
    'config_invalid',
    `Expected \`${name}\` to be an integer from ${min} to ${max}, got \`${value}\`.`,
  );
}
