/** What never changes in a listed record: a uid that comes with another is that of two records. */
import { BulkError } from '../core/errors.js';
import type { SqlFile, Statement } from './open.js';
import type { ExportKind } from './record-filter.js';

/** As a path of JSON; undefined: nothing. */
const PATHS: Readonly<Record<ExportKind, string | undefined>> = {
  customer: '$.externalId',
  address: '$.address',
  transaction: undefined,
};

export class LastingParts {
  readonly #isOther: Statement;

  constructor(file: SqlFile) {
    this.#isOther = file.prepare(
      'SELECT record ->> ? <> ? ->> ? AS isOther FROM records WHERE kind = ? AND uid = ?',
    );
  }

  /** Throws `list_contradicts` if the record that is stored with this uid is another one: the file would lack one of them. */
  assertSame(kind: ExportKind, uid: string, record: string): void {
    const path = PATHS[kind];
    if (path === undefined) return;
    const found = this.#isOther.get<{ isOther: 0 | 1 | null }>([path, record, path, kind, uid]);
    if (found?.isOther !== 1) return;
    const what =
      kind === 'customer' ? 'customers gives one uid with two externalIds' : 'addresses gives one uid to two';
    throw new BulkError(
      'list_contradicts',
      `The list of ${what}, so that one of them would be missing from the file.`,
      { hint: 'Type the command again. If the code comes back, ask the vendor about the list.' },
    );
  }
}
