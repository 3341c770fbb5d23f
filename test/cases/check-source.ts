/** What a check finds in a source: its customers, its issues and its notes, without a journal. */
import { Readable } from 'node:stream';
import { CODES } from '../../src/core/codes.js';
import { makeRowMapper } from '../../src/map/apply.js';
import { toMapping, type MappingOptions } from '../../src/map/mapping.js';
import { openSource, type OpenSourceOptions } from '../../src/read/open.js';
import { addDoubtIssues, toRowDoubtIssues } from '../../src/validate/doubts.js';
import { makeRowValidator } from '../../src/validate/validate.js';

export interface Checked {
  /** `externalId name` of each row that would be sent. */
  readonly customers: readonly string[];
  /** `line code`, and `column` where there is one. */
  readonly issues: readonly string[];
  readonly hints: readonly string[];
  readonly messages: readonly string[];
  readonly notes: readonly string[];
}

export async function checkSource(
  bytes: Buffer | string,
  options: OpenSourceOptions & { readonly map?: MappingOptions['map']; readonly chunkBytes?: number } = {},
): Promise<Checked> {
  const { map = {}, chunkBytes = 64 * 1024, ...read } = options;
  const source = await openSource('-', {
    ...read,
    stdin: Readable.from(toChunks(Buffer.from(bytes), chunkBytes)),
  });
  const mapping = toMapping(source.columns, { map, headerLine: source.headerLine });
  const toMapped = makeRowMapper(mapping);
  const validate = makeRowValidator(mapping, { strict: false, emailUnique: true, provisionAddress: false });
  const customers: string[] = [];
  const issues = [...mapping.issues];
  for await (const batch of source.batches())
    for (const row of batch) {
      const found = toRowDoubtIssues(row, mapping, { strict: false });
      const validated = addDoubtIssues(validate(toMapped(row)), found);
      issues.push(...validated.issues);
      const customer = validated.wish?.customer;
      if (customer !== undefined)
        customers.push([customer.externalId, customer.name].filter(Boolean).join(' '));
    }
  return {
    customers,
    issues: issues.map(({ line, code, column }) =>
      [line, code, column].filter((part) => part !== '').join(' '),
    ),
    hints: issues.map(({ code, hint }) => hint || CODES[code].remedy),
    messages: issues.map(({ message }) => message),
    notes: [...source.notes, ...source.toEndNotes()],
  };
}

function* toChunks(bytes: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
