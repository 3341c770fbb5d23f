import { BulkError } from '../../core/errors.js';
import type { Source } from '../../core/types.js';

/** Throws `source_unreadable` for a second reading of other bytes. */
export function assertSameSource(first: Source, second: Source): void {
  if (first.sha256() === second.sha256()) return;
  throw new BulkError('source_unreadable', 'The source changed while it was checked.', {
    hint: 'Wait until the file is written, and start the check again.',
  });
}
