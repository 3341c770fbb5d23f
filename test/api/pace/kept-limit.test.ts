import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { FileBoard } from '../../../src/api/pace/file-board.js';
import { Gate } from '../../../src/api/pace/gate.js';
import { forgetOldLimits, keepLimit, readKeptLimit } from '../../../src/api/pace/kept-limit.js';
import { FORGOTTEN_MS } from '../../../src/core/pace-words.js';
import { Share } from '../../../src/api/pace/share.js';
import type { RunEvent } from '../../../src/core/events.js';
import { ManualClock } from '../manual-clock.js';

const AT = 1_700_000_000_000;
const KEPT = { perSecond: 200, windowMs: 1000, isSure: true, isSmallBucket: false, calmMs: 20_000 };

function makeFolder(): string {
  const root = mkdtempSync(join(tmpdir(), 'bitpowr-bulk-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const folder = join(root, 'token');
  mkdirSync(folder);
  // As in the folder of a machine: the key of the folders' names is beside them.
  writeFileSync(join(root, '.key'), 'key');
  return folder;
}

it('is read with its age, and is for its owner alone', () => {
  const folder = makeFolder();
  keepLimit(folder, AT, KEPT);
  expect(readKeptLimit(folder, AT + 5000)).toEqual({ kept: KEPT, ageMs: 5000 });
  expect(readdirSync(folder)).toEqual(['limit']);
  expect(statSync(join(folder, 'limit')).mode & 0o777).toBe(0o600);
});

it('is nothing where none is kept, or one of another clock, an old one, or a damaged one', () => {
  const folder = makeFolder();
  expect(readKeptLimit(folder, AT)).toBeUndefined();
  keepLimit(folder, AT, KEPT);
  expect(readKeptLimit(folder, AT - 1)).toBeUndefined();
  expect(readKeptLimit(folder, AT + FORGOTTEN_MS)).toBeUndefined();
  for (const text of ['', '{"at":', 'null', JSON.stringify({ at: AT, ...KEPT, perSecond: 1e-6 })]) {
    writeFileSync(join(folder, 'limit'), text);
    expect(readKeptLimit(folder, AT)).toBeUndefined();
  }
});

it('of another token is removed once it is old', () => {
  const folder = makeFolder();
  const other = join(dirname(folder), 'other');
  mkdirSync(other);
  keepLimit(folder, AT, KEPT);
  keepLimit(other, AT, KEPT);
  const now = Date.now();
  forgetOldLimits(folder, now);
  expect(readdirSync(other)).toEqual(['limit']);
  const old = (now - FORGOTTEN_MS) / 1000 - 1;
  utimesSync(join(other, 'limit'), old, old);
  forgetOldLimits(folder, now);
  expect(readdirSync(other)).toEqual([]);
  expect(readdirSync(folder)).toEqual(['limit']);
});

it('is no matter of folders and files beside it that can not be looked at', () => {
  const folder = makeFolder();
  const other = join(dirname(folder), 'other');
  mkdirSync(other);
  symlinkSync('limit', join(other, 'limit'));
  expect(() => forgetOldLimits(folder, AT)).not.toThrow();
});

it('is what the next gate begins with, and says', async () => {
  const folder = makeFolder();
  const clock = new ManualClock();
  const events: RunEvent[] = [];
  const emit = (event: RunEvent): void => void events.push(event);
  const open = () => {
    const remembered = readKeptLimit(folder, clock.now());
    const gate = new Gate({ concurrency: 2, reserve: 0, remembered, clock, emit });
    return { gate, share: new Share({ board: new FileBoard(folder), gate, clock, emit }) };
  };
  const first = open();
  const send = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n += 1) {
      const permit = await first.gate.acquire();
      if (permit) first.gate.release(permit, { type: 'answered' });
      await clock.advance(20);
    }
  };
  await send(10);
  const permit = await first.gate.acquire();
  if (permit) first.gate.release(permit, { type: 'throttled', retryAfterMs: 2000 });
  await clock.advance(2000);
  await send(1);
  first.share.close();
  // 10 in two seconds.
  expect(JSON.parse(readFileSync(join(folder, 'limit'), 'utf8'))).toMatchObject({
    perSecond: 5,
    windowMs: 2000,
  });

  await clock.advance(3 * 3_600_000);
  events.length = 0;
  const second = open();
  expect(events).toEqual([
    {
      type: 'note',
      limitPerSecond: 5,
      message:
        'An earlier run, 3 hours ago, found that the API admits about 5 requests per second; pacing at 4.88.',
    },
  ]);
  const admitted: number[] = [];
  const startedAt = clock.monotonic();
  for (let n = 0; n < 3; n += 1) {
    void second.gate.acquire().then((given) => {
      admitted.push(clock.monotonic() - startedAt);
      if (given) second.gate.release(given, { type: 'answered' });
    });
  }
  for (let n = 0; n < 60; n += 1) {
    await clock.advance(10);
  }
  expect(admitted[0]).toBe(0);
  expect(admitted[2]).toBeGreaterThan(2 * 195);
  second.share.close();
});
