import { describe, expect, it } from 'vitest';
import { mergeMappings, parseMapFlags, parseSetFlags, parseWhereFlags } from '../../src/config/map-flags.js';

describe('--map flags', () => {
  it('are field to column', () => {
    expect(parseMapFlags(['email=E-mail', 'metaData.plan=Plan'])).toEqual({
      email: 'E-mail',
      'metaData.plan': 'Plan',
    });
    expect(parseMapFlags([])).toEqual({});
  });

  it('take everything behind the first = for the column, spaces too', () => {
    expect(parseMapFlags(['email=a=b', 'name= Full Name '])).toEqual({ email: 'a=b', name: ' Full Name ' });
  });

  it('take a field without the spaces around it', () => {
    expect(parseMapFlags([' email =E-mail'])).toEqual({ email: 'E-mail' });
  });

  it('may map two fields to one column', () => {
    expect(parseMapFlags(['externalId=ID', 'metaData.id=ID'])).toEqual({
      externalId: 'ID',
      'metaData.id': 'ID',
    });
  });

  it.each(['email', '=E-mail', 'email=', '', '='])('are refused when they are %j', (flag) => {
    expect(() => parseMapFlags([flag])).toThrow(
      expect.objectContaining({
        code: 'config_invalid',
        message: `Expected \`--map\` to be FIELD=COLUMN, got \`${flag}\`.`,
      }),
    );
  });

  it('are refused when they name a field twice', () => {
    expect(() => parseMapFlags(['email=A', 'name=N', 'email =B'])).toThrow(
      expect.objectContaining({
        code: 'config_invalid',
        message: 'The field email is named by two --map options.',
      }),
    );
  });

  it('take the default country from a column, and no key of the file that is not a field', () => {
    expect(parseMapFlags(['defaultCountry=land'])).toEqual({ defaultCountry: { column: 'land' } });
    expect(() => parseMapFlags(['where=active'])).toThrow(
      'Expected `--map` to name a field, got `where=active`.',
    );
  });

  it('may name a field as every object has it', () => {
    expect(parseMapFlags(['toString=A'])).toEqual({ toString: 'A' });
  });
});

describe('--set flags', () => {
  it('are field to constant', () => {
    expect(parseSetFlags(['metaData.source=legacy', 'defaultCountry=NG', 'description=a=b'])).toEqual({
      'metaData.source': { constant: 'legacy' },
      defaultCountry: { constant: 'NG' },
      description: { constant: 'a=b' },
    });
  });

  it.each(['x', '=x', 'x=', 'where=1', '__proto__=1'])('are refused when they are %j', (flag) => {
    expect(() => parseSetFlags([flag])).toThrow(/^Expected `--set` to /);
  });
});

describe('--where flags', () => {
  it.each([
    ['active=1', { active: '1' }],
    ['active = 1 ', { 'active ': '1' }],
    ['type!=test', { type: { not: 'test' } }],
    ['deleted=', { deleted: { empty: true } }],
    ['deleted!=', { deleted: { empty: false } }],
    ['#3=a=b', { '#3': 'a=b' }],
  ])('%j is %j', (flag, where) => {
    expect(parseWhereFlags([flag])).toEqual(where);
  });

  it.each(['active', '=1', '!=1', ''])('are refused when they are %j', (flag) => {
    expect(() => parseWhereFlags([flag])).toThrow(
      `Expected \`--where\` to be COLUMN=VALUE or COLUMN!=VALUE, got \`${flag}\`.`,
    );
  });

  it('are refused when two are about one column', () => {
    expect(() => parseWhereFlags(['a=1', 'a!=2'])).toThrow('The column a is named by two --where options.');
  });
});

describe('mappings that are merged', () => {
  it('override each other by field, and by column of `where`', () => {
    const file = { name: 'n', email: 'e', where: { a: 1, b: 2 } };
    expect(mergeMappings(file, { email: { constant: 'x' } }, { where: { b: 3 } })).toEqual({
      name: 'n',
      email: { constant: 'x' },
      where: { a: 1, b: 3 },
    });
    expect(mergeMappings({ name: 'n' }, { where: {} })).toEqual({ name: 'n' });
  });
});
