import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { mappingFileSchema } from '../../src/core/mapping-file.js';
import { PAGES, readCode } from './pages.js';

const ajv = new Ajv2020({ allErrors: true, strict: false });
const isMapping = ajv.compile(
  JSON.parse(readFileSync('docs/reference/mapping.schema.json', 'utf8')) as Record<string, unknown>,
);

const EXAMPLES = PAGES.filter(({ path }) => /map(ping-file|-columns)\.md$/.test(path))
  .flatMap(({ text }) => readCode(text))
  .filter(({ language }) => language === 'json')
  .map(({ text }) => [JSON.parse(text) as unknown] as const);

describe('the mapping files of the docs', () => {
  it('are found', () => {
    expect(EXAMPLES.length).toBeGreaterThan(2);
  });

  it.each(EXAMPLES)('%j fits the schema, and is read as it is written', (example) => {
    isMapping(example);
    expect(isMapping.errors).toBeNull();
    expect(mappingFileSchema.parse(example)).toEqual(example);
  });
});

describe('the JSON Schema of the mapping file', () => {
  it.each([
    { email: 3 },
    { email: {} },
    { email: { column: 'a', constant: 'b' } },
    { email: { colum: 'a' } },
    { email: { column: 'a', steps: ['lowr'] } },
    { email: { join: [] } },
    { phone: { first: ['a', { column: 3 }] } },
    { where: { active: null } },
    { where: { active: { is: 1 } } },
    { defaultCountry: 'NG' },
  ])('refuses %j, as the program does', (mapping) => {
    expect(isMapping(mapping)).toBe(false);
    expect(mappingFileSchema.safeParse(mapping).success).toBe(false);
  });
});
