import { expect, it } from 'vitest';
import { Deadlines } from '../../src/api/deadlines.js';
import { ManualClock } from './manual-clock.js';

function setUp(): {
  clock: ManualClock;
  deadlines: Deadlines;
  expired: string[];
  add: (name: string) => () => void;
} {
  const clock = new ManualClock();
  const deadlines = new Deadlines(1000, clock);
  const expired: string[] = [];
  const add = (name: string): (() => void) => {
    const expirable = { expire: () => expired.push(`${name} at ${clock.monotonic()}`) };
    deadlines.add(expirable);
    return () => deadlines.remove(expirable);
  };
  return { clock, deadlines, expired, add };
}

it('ends each at its own time, with one timer for all', async () => {
  const { clock, expired, add } = setUp();
  add('a');
  await clock.advance(300);
  add('b');
  add('c');
  expect(clock.sleeping).toBe(1);
  await clock.advance(5000);
  expect(expired).toEqual(['a at 1000', 'b at 1300', 'c at 1300']);
  expect(clock.sleeping).toBe(0);
});

it('spares what came to its end before', async () => {
  const { clock, expired, add } = setUp();
  const done = add('a');
  await clock.advance(999);
  done();
  add('b');
  await clock.advance(1000);
  expect(expired).toEqual(['b at 1999']);
});

it('watches again after an idle time', async () => {
  const { clock, expired, add } = setUp();
  add('a')();
  await clock.advance(5000);
  add('b');
  await clock.advance(1000);
  expect(expired).toEqual(['b at 6000']);
});

it('leaves nothing behind when it is closed', async () => {
  const { clock, deadlines, expired, add } = setUp();
  add('a');
  await clock.advance(10);
  deadlines.close();
  await clock.advance(5000);
  expect([expired, clock.sleeping]).toEqual([[], 0]);
});
