import { describe, expect, it } from 'vitest';
import { ColumnProfiles } from '../../src/record/tally/column-profiles.js';

function profile(values: readonly string[]) {
  const profiles = new ColumnProfiles(['x'], { samples: 3 });
  for (const value of values) profiles.add([value]);
  return profiles.toProfiles()[0];
}

describe('ColumnProfiles', () => {
  it('tells what is filled, how many values differ, and their lengths without the blanks around', () => {
    expect(profile(['ab', ' ab ', '', '   ', 'abcd'])).toMatchObject({
      name: 'x',
      filled: 3,
      distinct: 2,
      moreDistinct: false,
      shortest: 2,
      longest: 4,
    });
  });

  it('shows no value as it is', () => {
    const { samples = [] } = profile(['jane@example.com', '+2348012345678', 'Jane']) ?? {};
    expect(samples).toEqual(['j***@e***.com', '+23***78', 'J***']);
  });

  it('counts a thousand different values, and then says that there are more', () => {
    const numbers = Array.from({ length: 1000 }, (_, at) => String(at));
    expect(profile([...numbers, ...numbers])).toMatchObject({ distinct: 1000, moreDistinct: false });
    expect(profile([...numbers, 'one more'])).toMatchObject({
      filled: 1001,
      distinct: 1000,
      moreDistinct: true,
    });
  });

  it('tells long values of the same beginning apart by their length, and keeps them not', () => {
    const long = 'a'.repeat(1_000_000);
    expect(profile([long, `${long}a`])).toMatchObject({ distinct: 2, longest: 1_000_001 });
  });

  it('takes the cells that a short row lacks as empty', () => {
    const profiles = new ColumnProfiles(['a', 'b'], { samples: 0 });
    profiles.add(['1']);
    expect(profiles.toProfiles().map(({ filled, shortest }) => [filled, shortest])).toEqual([
      [1, 1],
      [0, 0],
    ]);
  });
});
