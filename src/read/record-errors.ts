/** Records whose end can't be found: reading stops. */
import { BulkError } from '../core/errors.js';

export function toTooLongError(
  line: number,
  { name, maxRecordBytes }: { readonly name: string; readonly maxRecordBytes: number },
): BulkError {
  return new BulkError(
    'row_too_long',
    `${name}: the record that begins on line ${line} is longer than ${maxRecordBytes} bytes; probably a quote in it is never closed.`,
    { hint: `Look at the quotes from line ${line} on.`, context: { line } },
  );
}

export function toBrokenQuoteError(
  line: number,
  name: string,
  { hint = toBrokenHint(line, ''), cause }: { readonly hint?: string; readonly cause?: unknown },
): BulkError {
  return new BulkError(
    'source_unreadable',
    `${name}: a quote in the record that begins on line ${line} is not closed, so the rows after it can't be told apart.`,
    { hint, context: { line }, cause },
  );
}

export function toBrokenHint(line: number, text: string): string {
  const close = `Close the quote, or write a quote within a quoted cell as "", from line ${line} on.`;
  return text.includes('\\"')
    ? `If the file writes a quote as \\", pass --escape backslash. Else: ${close}`
    : close;
}
