/** Times of schedules in their zones; nothing is connected to, and nothing waits. */
import { PgBoss } from 'pg-boss';
import { describe, expect, it } from 'vitest';
import { previewTimes } from '../../src/fleet/schedules.js';

const boss = new PgBoss({ connectionString: 'postgres://127.0.0.1:1/none' });
const next = (from: string, cron: string, zone: string): string | undefined =>
  previewTimes(boss, { cron, zone }, new Date(from))?.toISOString();

describe('the next time of a schedule', () => {
  it.each([
    ['before summer time ends', '2026-10-24T12:00:00Z', '15 4 * * *', '2026-10-25T03:15:00.000Z'],
    ['the day before', '2026-10-23T12:00:00Z', '15 4 * * *', '2026-10-24T02:15:00.000Z'],
    ['that is there twice, the first time', '2026-10-24T12:00:00Z', '15 2 * * *', '2026-10-25T00:15:00.000Z'],
    ['and not the second time', '2026-10-25T00:15:00Z', '15 2 * * *', '2026-10-26T01:15:00.000Z'],
    ['that is skipped, an hour later', '2026-03-28T12:00:00Z', '15 2 * * *', '2026-03-29T01:15:00.000Z'],
    ['after it', '2026-03-29T01:15:00Z', '15 2 * * *', '2026-03-30T00:15:00.000Z'],
  ])('follows the clocks of its zone: %s', (_case, from, cron, expected) => {
    expect(next(from, cron, 'Europe/Berlin')).toBe(expected);
  });

  it('is the same each day where clocks do not change', () => {
    expect(next('2026-03-28T12:00:00Z', '15 2 * * *', 'Africa/Lagos')).toBe('2026-03-29T01:15:00.000Z');
  });

  it.each([
    ['15 2 * *', 'UTC', 'which has 4'],
    ['0 15 2 * * *', 'UTC', 'which has 6'],
    ['99 2 * * *', 'UTC', '--every'],
    ['15 2 * * *', 'Africa/Nowhere', '--tz'],
  ])('is refused where there is none: %s in %s', (cron, zone, option) => {
    expect(() => previewTimes(boss, { cron, zone })).toThrow(option);
  });
});
