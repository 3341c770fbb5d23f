import { expect, it } from 'vitest';
import { ChangeTally } from '../../src/record/tally/change-tally.js';

it('counts what updates change by field, the most frequent first', () => {
  const tally = new ChangeTally();
  tally.add([{ field: 'phone', before: null, after: '1' }]);
  tally.add([
    { field: 'name', before: 'A', after: 'B' },
    { field: 'phone', before: '2', after: '3' },
  ]);
  tally.add([{ field: 'phone', before: '2', after: '' }]);
  expect(tally.customers).toBe(3);
  expect(tally.toFields()).toEqual([
    { field: 'phone', filled: 1, replaced: 1, cleared: 1 },
    { field: 'name', filled: 0, replaced: 1, cleared: 0 },
  ]);
});
