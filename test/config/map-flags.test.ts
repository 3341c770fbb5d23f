import { describe, expect, it } from 'vitest';
import { parseMapFlags } from '../../src/config/map-flags.js';

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

  it('may name a field as every object has it', () => {
    expect(parseMapFlags(['toString=A'])).toEqual({ toString: 'A' });
  });
});
