import { describe, expect, test } from 'vitest';
import type { Mapping } from '../../src/core/types.js';
import { toMapping } from '../../src/map/mapping.js';
import { makeRowNamer } from '../../src/map/row-name.js';

const nameOf = (mapping: Mapping, ...cells: readonly string[]) =>
  makeRowNamer(mapping)({ rowNumber: 1, line: 2, cells });

describe('a row is named by', () => {
  const mapping = toMapping(['email', 'externalId', 'name']);

  test.each([
    [['a@example.com', 'x-1', ' Ada '], { field: 'name', text: 'Ada' }],
    [['a@example.com', 'x-1', ''], { field: 'externalId', text: 'x-1' }],
    [['a@example.com'], { field: 'email', text: 'a@example.com' }],
    [['', ' ', ''], undefined],
  ] as const)('its name, else its first key: %j', (cells, name) => {
    expect(nameOf(mapping, ...cells)).toEqual(name);
  });

  test('its first and its last name together', () => {
    const joined = toMapping(['firstName', 'lastName', 'email']);
    expect(nameOf(joined, 'Ada', 'Lovelace', 'a@example.com')).toEqual({
      field: 'name',
      text: 'Ada Lovelace',
    });
  });

  test('a name that the mapping makes of other columns', () => {
    const made: Mapping = {
      ...toMapping(['name', 'externalId']),
      uses: [
        { kind: 'part', of: ['name'] },
        { kind: 'field', field: 'externalId' },
      ],
      made: [
        { target: { kind: 'field', field: 'name' }, value: { from: { kind: 'constant', text: 'Acme' } } },
      ],
    };
    expect(nameOf(made, 'x', 'x-1')).toEqual({ field: 'name', text: 'Acme' });
  });
});
