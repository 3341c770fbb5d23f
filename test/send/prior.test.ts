import { expect, test } from 'vitest';
import type { Plan } from '../../src/core/journal-port.js';
import { keepPrior } from '../../src/send/keep-before.js';
import { makeRemote } from '../support/customers.js';

const toPlan = (phone: string | null, name = 'Jo'): Plan => ({
  remote: makeRemote({ phone, name }),
  body: { name: 'Jo', phone: '+49301234' },
  changes: [{ field: 'phone', before: phone, after: '+49301234' }],
});

test('the first plan of a row is its own', () => {
  const plan = toPlan(null);
  expect(keepPrior(undefined, plan)).toBe(plan);
});

test('where the update took effect, and came back bent, what was there before it stays known', () => {
  const [before, again] = [toPlan(null), toPlan('(0)30 1234')];
  expect(keepPrior(before, again)).toEqual({ ...again, remote: before.remote, changes: before.changes });
});

test('where it did not, what others have changed since is what was there', () => {
  const again = toPlan(null, 'Joe');
  expect(keepPrior(toPlan(null), again)).toBe(again);
});
