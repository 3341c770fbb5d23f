/** Reads, maps and validates a file as an import does, and keeps nothing. Argument: file. Prints rows and ms. */
import { performance } from 'node:perf_hooks';
import { limitMemory } from '../../../dist/cli/memory.js';

limitMemory();
const { openSource } = await import('../../../dist/read/open.js');
const { toMapping } = await import('../../../dist/map/mapping.js');
const { makeRowMapper } = await import('../../../dist/map/apply.js');
const { makeRowValidator } = await import('../../../dist/validate/validate.js');

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
