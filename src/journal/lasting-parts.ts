/** What never changes in a listed record: a uid that comes with another is that of two records. */
import { BulkError } from '../core/errors.js';
import type { ExportKind } from './record-filter.js';

/** As a path of JSON; null: nothing. */
export const LASTING_PATHS: Readonly<Record<ExportKind, string | null>> = {
  customer: '$.externalId',
  address: '$.address',
  transaction: null,
};

/** `list_contradicts`: one uid is that of two records, and the file would lack one of them. */
export function toContradiction(kind: ExportKind): BulkError {
  const what =
    kind === 'customer' ? 'customers gives one uid with two externalIds' : 'addresses gives one uid to two';
  return new BulkError(
    'list_contradicts',
    `The list of ${what}, so that one of them would be missing from the file.`,
    { hint: 'Type the command again. If the code comes back, ask the vendor about the list.' },
  );
}
