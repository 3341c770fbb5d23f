import { describe, expect, test } from 'vitest';
import type { LiveRow } from '../../src/core/journal-port.js';
import { AlikeFailures } from '../../src/jobs/import/alike-failures.js';
import { toWaitingRow } from '../support/waiting-row.js';

const failed = (row: LiveRow, error: string, more: Partial<LiveRow> = {}): LiveRow => ({
  ...row,
  state: 'failed',
  errorCode: 'api_rejected',
  error,
  httpStatus: 400,
  attempts: row.attempts + 1,
  ...more,
});

/** The answers of the rule to failures with these messages, in their order. */
function judge(most: number | undefined, messages: readonly string[]): (string | undefined)[] {
  const alike = new AlikeFailures(most);
  return messages.map((message, at) => {
    const row = toWaitingRow(at + 1);
    return alike.add(row, failed(row, message));
  });
}

describe('the first rows', () => {
  test('stop the run when the last of them failed like the others, and only once', () => {
    const [first, second, third, fourth] = judge(3, Array(4).fill('The wallet is closed.'));
    expect([first, second, fourth]).toEqual([undefined, undefined, undefined]);
    expect(third).toBe(
      'The first 3 rows that were sent all failed for one cause, api_rejected: The wallet is closed.',
    );
  });

  test.each([
    ['numbers', 'Row 17 of 50 is refused', 'Row 1234 of 50 is refused'],
    ['emails', 'c1@example.com exists', 'someone.else@example.org exists'],
    ['uids', 'no 3f2a1b4c-0000-4000-8000-123456789abc', 'no 00000000-1111-4222-8333-abcdefabcdef'],
    ['quoted values', 'The label "Jane Doe" is too long', "The label 'A, B' is too long"],
    ['names, which are known from the row', 'Customer 1 is refused', 'Customer 2 is refused'],
    ['phones', 'phone +234 803 123 4567 is bad', 'phone +49 (30) 123-456 is bad'],
    ['letter case and blanks', 'Not  allowed', 'not allowed'],
  ])('are alike with other %s', (_what, one, other) => {
    expect(judge(2, [one, other])[1]).toContain('The first 2 rows');
  });

  test('are alike where a name is also a word of the message', () => {
    const alike = new AlikeFailures(2);
    alike.add(toWaitingRow(1), failed(toWaitingRow(1), 'The name is refused'));
    const [row] = [toWaitingRow(2, 'name')];
    expect(alike.add(row, failed(row, 'The name is refused'))).toContain('The first 2 rows');
  });

  test('are not told with what is personal in the message of one of them', () => {
    const [, message] = judge(2, ['no Customer 1 (c1@example.com)', 'no Customer 2 (c2@example.com)']);
    expect(message).toMatch(/api_rejected: no … \(…\)$/);
  });
});

describe('the rule is off for good', () => {
  test.each([
    ['after another message', (row: LiveRow) => failed(row, 'The email is refused')],
    ['after another code', (row: LiveRow) => failed(row, 'closed', { errorCode: 'address_failed' })],
    ['after another status', (row: LiveRow) => failed(row, 'closed', { httpStatus: 403 })],
    ['after a row that succeeded', (row: LiveRow) => ({ ...row, state: 'done' as const, attempts: 1 })],
  ])('%s', (_when, toOther) => {
    const alike = new AlikeFailures(2);
    const add = (number: number, toEnd: (row: LiveRow) => LiveRow) =>
      alike.add(toWaitingRow(number), toEnd(toWaitingRow(number)));
    add(1, (row) => failed(row, 'closed'));
    const ends = [add(2, toOther), ...[3, 4, 5].map((at) => add(at, (row) => failed(row, 'closed')))];
    expect(ends).toEqual(Array(4).fill(undefined));
  });

  test('without a number of rows', () => {
    expect(judge(undefined, Array(60).fill('closed'))).toEqual(Array(60).fill(undefined));
  });
});

test('a row that was decided without a request neither counts nor turns the rule off', () => {
  const alike = new AlikeFailures(2);
  const unsent = failed(toWaitingRow(1), 'changed since', { errorCode: 'plan_stale', attempts: 0 });
  const undeletable = failed(toWaitingRow(1), 'no deletions', { errorCode: 'delete_unsupported' });
  for (const end of [unsent, undeletable, unsent, undeletable])
    expect(alike.add(toWaitingRow(1), end)).toBeUndefined();
  alike.add(toWaitingRow(2), failed(toWaitingRow(2), 'closed'));
  alike.add(toWaitingRow(3), { ...toWaitingRow(3), state: 'done' });
  expect(alike.add(toWaitingRow(4), failed(toWaitingRow(4), 'closed'))).toContain('The first 2 rows');
});
