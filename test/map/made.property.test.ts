/** The mapping of random recipes on random rows, against an oracle that knows names and no positions. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FieldRecipe, MappingStep, ValueRecipe } from '../../src/core/mapping-file.js';
import type { Where } from '../../src/core/where.js';
import { mappingFileSchema } from '../../src/core/mapping-file.js';
import { makeRowMapper } from '../../src/map/apply.js';
import { toMapping } from '../../src/map/mapping.js';

const COLUMNS = ['name', 'alpha', 'beta', 'gamma', 'delta'] as const;

const word = fc.constantFrom('', ' ', 'A', 'b', ' c ', 'UK', 't', '1', 'x;y', '; z', 'ß', 'constructor');
const column = fc.constantFrom(...COLUMNS);
const text = fc.constantFrom('k', 'GB', 'K L');
const step: fc.Arbitrary<MappingStep> = fc.oneof(
  fc.constantFrom('trim' as const, 'lower' as const, 'upper' as const, 'digits' as const),
  fc.record({ split: fc.constant(';'), part: fc.constantFrom(1, 2, -1) }),
);

const changes = fc.record(
  {
    steps: fc.array(step, { maxLength: 3 }),
    values: fc.dictionary(fc.constantFrom('UK', 't', '1', '', 'a'), text),
    default: text,
  },
  { requiredKeys: [] },
);

const { recipe } = fc.letrec<{ recipe: FieldRecipe; part: FieldRecipe }>((tie) => ({
  part: fc.oneof({ maxDepth: 2, withCrossShrink: true }, column, tie('recipe')),
  recipe: fc
    .tuple(
      fc.oneof<fc.Arbitrary<ValueRecipe>[]>(
        { maxDepth: 2 },
        fc.record({ column }),
        fc.record({ constant: text }),
        fc.record({
          join: fc.array(tie('part'), { minLength: 1, maxLength: 3 }),
          separator: fc.constantFrom('', ' ', '-'),
        }),
        fc.record({ first: fc.array(tie('part'), { minLength: 1, maxLength: 3 }) }),
      ),
      changes,
    )
    .map(([from, changed]) => ({ ...from, ...changed })),
}));

type Row = Readonly<Record<string, string>>;

/** What the documentation says, as directly as it can be written. */
function oracle(wanted: FieldRecipe, row: Row): string {
  if (typeof wanted === 'string') return (row[wanted] ?? '').trim();
  let made = '';
  if (wanted.constant !== undefined) made = wanted.constant;
  if (wanted.column !== undefined) made = (row[wanted.column] ?? '').trim();
  for (const part of wanted.first ?? []) made ||= oracle(part, row);
  if (wanted.join !== undefined) {
    const parts: string[] = [];
    for (const part of wanted.join) if (oracle(part, row) !== '') parts.push(oracle(part, row));
    made = parts.join(wanted.separator);
  }
  for (const one of wanted.steps ?? []) made = made === '' ? '' : oracleStep(one, made).trim();
  for (const [from, to] of Object.entries(wanted.values ?? {})) {
    if (from === made) {
      made = to;
      break;
    }
  }
  return made === '' ? (wanted.default ?? '') : made;
}

function oracleStep(one: MappingStep, made: string): string {
  if (one === 'lower') return made.toLowerCase();
  if (one === 'upper') return made.toUpperCase();
  if (one === 'digits') return made.replace(/[^0-9]/g, '');
  if (typeof one === 'string' || !('split' in one)) return made;
  const parts = made.split(one.split);
  return (one.part === -1 ? parts[parts.length - 1] : parts[(one.part ?? 1) - 1]) ?? '';
}

const scalar = fc.constantFrom('1', 1, 'UK', 't', 'A');
const where: fc.Arbitrary<Where> = fc.dictionary(
  fc.constantFrom('alpha', 'beta', 'gamma'),
  fc.oneof(
    scalar,
    fc.array(scalar, { minLength: 1 }),
    fc.record({ not: scalar }),
    fc.record({ empty: fc.boolean() }),
  ),
  { maxKeys: 2 },
);

function isRead(conditions: Where, row: Row): boolean {
  return Object.entries(conditions).every(([name, wanted]) => {
    const cell = (row[name] ?? '').trim();
    if (typeof wanted !== 'object') return cell === String(wanted);
    if (Array.isArray(wanted)) return wanted.some((one) => String(one) === cell);
    if (wanted.empty !== undefined && wanted.empty !== (cell === '')) return false;
    return wanted.not === undefined || String(wanted.not) !== cell;
  });
}

const rows = fc.array(fc.tuple(word, word, word, word, word), { minLength: 1, maxLength: 5 });

it('the mapping makes of every row what the recipes say, also as a journal stores it', () => {
  fc.assert(
    fc.property(recipe, recipe, where, rows, (email, key, conditions, cells) => {
      const map = mappingFileSchema.parse({ email, 'metaData.key': key, where: conditions });
      const mapping = toMapping(COLUMNS, { map, unknownColumns: 'ignore' });
      const toMapped = makeRowMapper(JSON.parse(JSON.stringify(mapping)) as typeof mapping);
      for (const [at, row] of cells.entries()) {
        const named = Object.fromEntries(COLUMNS.map((name, position) => [name, row[position] ?? '']));
        const mapped = toMapped({ rowNumber: at + 1, line: at + 2, cells: row });
        expect(mapped.fields.email?.trim()).toBe(oracle(email, named).trim());
        expect(mapped.metaData.get('key')?.trim()).toBe(oracle(key, named).trim());
        expect(mapped.leftOut === undefined).toBe(isRead(conditions, named));
        expect(mapped.fields.name).toBe(named['name']);
      }
    }),
    { numRuns: 500 },
  );
});
