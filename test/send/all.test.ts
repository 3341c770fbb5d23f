import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { LiveRow } from '../../src/core/journal-port.js';
import { sendAll } from '../../src/send/send-many.js';
import { toWaitingRow } from '../support/waiting-row.js';

const NEVER = () => () => undefined;

/** Rows 1 to `total` in batches, with a count of those that are held. */
function makeRows(total: number, perBatch: number) {
  const held = { now: 0, most: 0, batches: 0 };
  const readBatch = (after: number): LiveRow[] => {
    const size = Math.max(0, Math.min(perBatch, total - after));
    held.batches += 1;
    held.now += size;
    held.most = Math.max(held.most, held.now);
    return Array.from({ length: size }, (_, at) => toWaitingRow(after + at + 1));
  };
  return { held, readBatch };
}

describe('sending all rows', () => {
  test('takes every row once, in order, with no more than `concurrency` under way', async () => {
    const { held, readBatch } = makeRows(100, 16);
    const taken: number[] = [];
    let [underWay, most] = [0, 0];
    const work = async (row: LiveRow): Promise<void> => {
      taken.push(row.rowNumber);
      most = Math.max(most, (underWay += 1));
      for (let turns = row.rowNumber % 5; turns >= 0; turns -= 1) await turn();
      underWay -= 1;
      held.now -= 1;
    };
    await sendAll(readBatch, work, { concurrency: 4, stopping: new AbortController().signal });
    expect(taken).toEqual(Array.from({ length: 100 }, (_, at) => at + 1));
    expect(most).toBe(4);
    // A batch, those under way, and the one that waits ready.
    expect(held.most).toBeLessThanOrEqual(16 + 4 + 1);
    expect(underWay).toBe(0);
  });

  test('lets others begin while rows wait for the disk, 16 for each place at most', async () => {
    const { readBatch } = makeRows(200, 16);
    let [atDisk, underWay, most] = [0, 0, 0];
    const work = async ({ rowNumber }: LiveRow): Promise<void> => {
      most = Math.max(most, (underWay += 1));
      atDisk += 1;
      for (let turns = rowNumber % 7; turns >= 0; turns -= 1) await turn();
      atDisk -= 1;
      underWay -= 1;
    };
    const stopping = new AbortController().signal;
    await sendAll(readBatch, work, {
      concurrency: 2,
      disk: { countWaiting: () => atDisk, onWaiting: NEVER, onGroup: NEVER },
      stopping,
    });
    expect(most).toBeGreaterThan(2);
    expect(most).toBeLessThanOrEqual(32);
  });

  test('begins the next row as soon as one waits for a slow disk, before it ends', async () => {
    const { readBatch } = makeRows(3, 16);
    const begun: number[] = [];
    const atDisk = new Set<() => void>();
    let listener: () => void = () => undefined;
    const work = async ({ rowNumber }: LiveRow): Promise<void> => {
      begun.push(rowNumber);
      await turn();
      await new Promise<void>((resolve) => {
        atDisk.add(resolve);
        listener();
      });
    };
    const disk = {
      countWaiting: () => atDisk.size,
      onWaiting: (wake: () => void) => {
        listener = wake;
        return () => (listener = () => undefined);
      },
      onGroup: NEVER,
    };
    const sending = sendAll(readBatch, work, {
      concurrency: 1,
      disk,
      stopping: new AbortController().signal,
    });
    await turn();
    expect(begun).toEqual([1]);
    for (let turns = 0; turns < 10; turns += 1) await turn();
    // No row has ended.
    expect(begun).toEqual([1, 2, 3]);
    for (const flush of atDisk) flush();
    await sending;
  });

  test('begins the next rows before a group of moves is written, and listens no longer than it sends', async () => {
    const { readBatch } = makeRows(3, 16);
    const begun: number[] = [];
    let [atDisk, listeners] = [0, 0];
    let tellGroup: () => void = () => undefined;
    let endAll: () => void = () => undefined;
    const flushed = new Promise<void>((resolve) => (endAll = resolve));
    const disk = {
      countWaiting: () => atDisk,
      onWaiting: NEVER,
      onGroup: (listener: () => void) => {
        listeners += 1;
        tellGroup = listener;
        return () => void (listeners -= 1);
      },
    };
    const work = ({ rowNumber }: LiveRow): Promise<void> => {
      begun.push(rowNumber);
      atDisk += 1;
      return flushed;
    };
    const sending = sendAll(readBatch, work, {
      concurrency: 1,
      disk,
      stopping: new AbortController().signal,
    });
    await turn();
    expect([begun, listeners]).toEqual([[1], 1]);
    tellGroup();
    await turn();
    tellGroup();
    await turn();
    expect(begun).toEqual([1, 2, 3]);
    endAll();
    await sending;
    expect(listeners).toBe(0);
  });

  test('reads no further batch while rows of the last one wait', async () => {
    const { held, readBatch } = makeRows(1000, 10);
    const stop = new AbortController();
    let end: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (end = resolve));
    const sending = sendAll(readBatch, () => gate, { concurrency: 2, stopping: stop.signal });
    for (let turns = 0; turns < 20; turns += 1) await turn();
    expect(held.batches).toBe(1);
    stop.abort();
    end();
    await sending;
    expect(held.batches).toBe(1);
  });

  test('a row that waits does not keep the others back', async () => {
    const { readBatch } = makeRows(50, 8);
    const done: number[] = [];
    let end: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (end = resolve));
    const work = async ({ rowNumber }: LiveRow): Promise<void> => {
      if (rowNumber === 1) await gate;
      done.push(rowNumber);
      if (done.length === 49) end();
    };
    await sendAll(readBatch, work, { concurrency: 2, stopping: new AbortController().signal });
    expect(done).toHaveLength(50);
    expect(done.at(-1)).toBe(1);
  });

  test('the first error stops the taking of rows, and is thrown when those under way have ended', async () => {
    const { readBatch } = makeRows(100, 8);
    const begun: number[] = [];
    const ended: number[] = [];
    const work = async ({ rowNumber }: LiveRow): Promise<void> => {
      begun.push(rowNumber);
      await turn();
      if (rowNumber === 3) throw new Error('row 3');
      if (rowNumber === 4) throw new Error('row 4');
      for (let turns = 0; turns < 10; turns += 1) await turn();
      ended.push(rowNumber);
    };
    const sending = sendAll(readBatch, work, { concurrency: 4, stopping: new AbortController().signal });
    await expect(sending).rejects.toThrow('row 3');
    expect(begun.length).toBeLessThan(8);
    expect(ended).toEqual(begun.filter((row) => row !== 3 && row !== 4));
  });

  test('a stop lets those in progress come to their end, and starts no more', async () => {
    const { readBatch } = makeRows(100, 8);
    const stop = new AbortController();
    const ended: number[] = [];
    const work = async ({ rowNumber }: LiveRow): Promise<void> => {
      if (rowNumber === 5) stop.abort();
      await turn();
      ended.push(rowNumber);
    };
    await sendAll(readBatch, work, { concurrency: 2, stopping: stop.signal });
    expect(ended.length).toBeGreaterThanOrEqual(5);
    expect(ended.length).toBeLessThan(9);
  });

  test('nothing is read when it is stopped already', async () => {
    const { held, readBatch } = makeRows(10, 5);
    await sendAll(readBatch, () => Promise.reject(new Error('never')), {
      concurrency: 2,
      stopping: AbortSignal.abort(),
    });
    expect(held.batches).toBe(0);
  });
});
