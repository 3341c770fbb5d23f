/** An error as the page shows it. */
import type { BulkError } from '../../core/errors.js';
import type { ErrorAnswer } from './answers/shared.js';

export function toErrorAnswer({ code, message, hint }: BulkError): ErrorAnswer {
  return { code, text: message, remedy: hint };
}
