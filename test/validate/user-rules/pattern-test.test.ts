import { expect, it } from 'vitest';
import { PatternTest, PatternTooSlow } from '../../../src/validate/user-rules/pattern-test.js';

const ENDLESS = `${'a'.repeat(60)}!`;

it('tells for each value whether the pattern is found in it', () => {
  expect(new PatternTest(/^a+$/u).test(['a', 'b', 'aa', ''])).toEqual([true, false, true, false]);
});

it('stops a pattern that takes forever, and names the value', () => {
  const test = new PatternTest(/^(a+)+$/u, { batchMs: 50, valueMs: 200 });
  try {
    test.test(['a', ENDLESS, 'b']);
    throw new Error('Expected it to be stopped.');
  } catch (error) {
    expect(error).toBeInstanceOf(PatternTooSlow);
    expect((error as PatternTooSlow).at).toBe(1);
  }
  expect(test.test(['a', 'b'])).toEqual([true, false]);
});

it('continues value by value if only the batch was too long', () => {
  // Some hundred thousand steps each: more than the batch is given, and nothing compared with the time for a value.
  const slow = `${'a'.repeat(20)}!`;
  const test = new PatternTest(/^(a+)+$/u, { batchMs: 1, valueMs: 60_000 });
  expect(test.test([slow, 'a', slow, 'aa'])).toEqual([false, true, false, true]);
});
