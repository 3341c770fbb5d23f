import { describe, expect, it } from 'vitest';
import { MAX_LENGTH } from '../../src/core/customer.js';
import { PLAIN_FIELDS } from '../../src/core/types.js';
import { toComparable, USES_BY_NAME } from '../../src/map/field-names.js';
import { MAX_RECORD_BYTES } from '../../src/read/options.js';
import { readTable } from './pages.js';

const FIELDS = 'docs/reference/fields.md';

describe('docs on the source file', () => {
  const { rows } = readTable(FIELDS, 'Fields');

  it('has every field, and no other', () => {
    const fields = rows.map(([field = '']) => field).sort();
    expect(fields).toEqual([...PLAIN_FIELDS, 'metaData.<key>'].sort());
  });

  it.each(Object.entries(MAX_LENGTH))('tells how long %s may be: %d', (field, length) => {
    expect(rows.find(([name]) => name === field)?.[2]).toBe(String(length));
  });

  it('has every name that a column may have, under its field', () => {
    const told = readTable(FIELDS, 'Column names').rows.flatMap(([field = '', names = '']) =>
      names.split(', ').map((name) => [toComparable(name), field] as const),
    );
    const aliases = [...USES_BY_NAME].filter(([name, use]) => name !== toComparable(use));
    expect(aliases.length).toBeGreaterThan(50);
    const toldAliases = [...new Map(told)].filter(([name, field]) => name !== toComparable(field));
    expect(toldAliases.sort()).toEqual(aliases.sort());
  });

  it('tells how long a record may be', () => {
    const [, length] =
      readTable('docs/reference/limits.md', 'Limits').rows.find(([what]) => what?.startsWith('One record')) ??
      [];
    expect(length).toMatch(new RegExp(`^${MAX_RECORD_BYTES / 1024 / 1024} MiB`));
  });
});
