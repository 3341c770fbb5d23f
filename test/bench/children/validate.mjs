/** Reads, maps and validates a file as an import does, and keeps nothing. Argument: file. Prints rows and ms. */
import { performance } from 'node:perf_hooks';
import { limitMemory } from '../../../node_modules/.cache/bitpowr-bulk/modules/cli/memory.js';

limitMemory();
const { openSource } = await import('../../../node_modules/.cache/bitpowr-bulk/modules/read/open.js');
const { toMapping } = await import('../../../node_modules/.cache/bitpowr-bulk/modules/map/mapping.js');
const { makeRowMapper } = await import('../../../node_modules/.cache/bitpowr-bulk/modules/map/apply.js');
const { makeRowValidator } =
  await import('../../../node_modules/.cache/bitpowr-bulk/modules/validate/validate.js');

const startedAt = performance.now();
const source = await openSource(process.argv[2]);
const mapping = toMapping(source.columns, { map: {}, unknownColumns: 'warn' });
const toMapped = makeRowMapper(mapping);
const validate = makeRowValidator(mapping, { emailUnique: true, provisionAddress: false, strict: false });
let valid = 0;
for await (const batch of source.batches()) {
  for (const row of batch) if (validate(toMapped(row)).wish !== undefined) valid += 1;
}
console.log(JSON.stringify({ rows: valid, ms: performance.now() - startedAt }));
