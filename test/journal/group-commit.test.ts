import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../src/core/clock.js';
import { GroupCommit } from '../../src/journal/group-commit.js';
import { ManualClock } from '../api/manual-clock.js';
import { openSecond, openTestJournal } from './support.js';

/** A table of numbers that is written through a group commit, and a second connection that looks on. */
async function openBench(
  sync?: (flush: () => Promise<void>) => Promise<void>,
  clock: Pick<Clock, 'monotonic'> = new ManualClock(),
) {
  const { file: real, path } = await openTestJournal();
  const file = sync === undefined ? real : { ...real, sync: () => sync(() => real.sync()) };
  file.exec('CREATE TABLE t (n INTEGER PRIMARY KEY)');
  const second = openSecond(path);
  const insert = file.prepare('INSERT INTO t VALUES (?)');
  const list = second.prepare('SELECT n FROM t ORDER BY n');
  return {
    commits: new GroupCommit(file, clock),
    insert: (n: number): void => void insert.run([n]),
    /** What is committed. */
    seen: (): number[] => list.all<{ n: number }>([]).map(({ n }) => n),
  };
}

describe('group commit', () => {
  it('commits all writes of one turn at once, in their order', async () => {
    const { commits, insert, seen } = await openBench();
    const log: string[] = [];
    const writes = [1, 2, 3].map(async (n) => {
      await commits.write(() => {
        log.push(`apply ${n}, committed ${seen().length}`);
        insert(n);
      });
      log.push(`resolved ${n}, committed ${seen().length}`);
    });
    expect(log).toEqual([]);
    await Promise.all(writes);
    expect(log).toEqual([
      'apply 1, committed 0',
      'apply 2, committed 0',
      'apply 3, committed 0',
      'resolved 1, committed 3',
      'resolved 2, committed 3',
      'resolved 3, committed 3',
    ]);
  });

  it('has on disk what it resolved, as another connection sees it', async () => {
    const { commits, insert, seen } = await openBench();
    for (const n of [1, 2, 3]) {
      await commits.write(() => insert(n));
      expect(seen()).toContain(n);
    }
    expect(seen()).toEqual([1, 2, 3]);
  });

  it('puts a write that comes while a batch is applied into the next batch', async () => {
    const { commits, insert, seen } = await openBench();
    let late: Promise<void> | undefined;
    await commits.write(() => {
      insert(1);
      late = commits.write(() => insert(2));
    });
    expect(seen()).toEqual([1]);
    await late;
    expect(seen()).toEqual([1, 2]);
  });

  it('commits what has collected on request, without waiting for the turn to end', async () => {
    const { commits, insert, seen } = await openBench();
    const write = commits.write(() => insert(1));
    expect(seen()).toEqual([]);
    commits.flush();
    expect(seen()).toEqual([1]);
    await write;
    commits.flush();
    expect(seen()).toEqual([1]);
  });

  it('rejects the whole batch of a write that fails, and leaves nothing of it', async () => {
    const { commits, insert, seen } = await openBench();
    await commits.write(() => insert(1));
    const batch = [
      commits.write(() => insert(2)),
      commits.write(() => insert(1)),
      commits.write(() => insert(3)),
    ];
    const results = await Promise.allSettled(batch);
    const reasons = results.map((result) =>
      result.status === 'rejected' ? String(result.reason) : 'resolved',
    );
    expect(reasons[0]).toContain('UNIQUE constraint failed: t.n');
    expect(new Set(reasons).size).toBe(1);
    expect(seen()).toEqual([1]);
  });

  it('refuses every later write for the same reason, without trying it', async () => {
    const { commits, insert, seen } = await openBench();
    const broken = new Error('the disk is full');
    const failing = commits.write(() => {
      throw broken;
    });
    await expect(failing).rejects.toBe(broken);
    let isTried = false;
    const later = commits.write(() => {
      isTried = true;
      insert(2);
    });
    await expect(later).rejects.toBe(broken);
    expect(isTried).toBe(false);
    expect(seen()).toEqual([]);
  });

  it('reports a write as done only when the disk has it, and collects the next group in that time', async () => {
    const flushes: (() => void)[] = [];
    const { commits, insert, seen } = await openBench(
      (flush) => new Promise((resolve, reject) => flushes.push(() => void flush().then(resolve, reject))),
    );
    const done: number[] = [];
    const write = (n: number): Promise<void> => commits.write(() => insert(n)).then(() => void done.push(n));
    const first = write(1);
    await turn();
    await turn();
    expect([seen(), done, flushes.length]).toEqual([[1], [], 1]);
    const others = [write(2), write(3)];
    await turn();
    await turn();
    // The disk is still at the first: these are not even committed.
    expect([seen(), done, flushes.length, commits.countWaiting()]).toEqual([[1], [], 1, 3]);
    commits.flush();
    expect([seen(), done]).toEqual([[1, 2, 3], []]);
    flushes[0]?.();
    await first;
    expect(done).toEqual([1]);
    await turn();
    expect(flushes).toHaveLength(2);
    flushes[1]?.();
    await Promise.all(others);
    expect([done, commits.countWaiting()]).toEqual([[1, 2, 3], 0]);
  });

  it('says that a write waits only while the disk is slow', async () => {
    const clock = { at: 0, monotonic: () => clock.at };
    let flushMs = 8;
    const { commits, insert } = await openBench(async (flush) => {
      await flush();
      clock.at += flushMs;
    }, clock);
    let told = 0;
    const unlisten = commits.onWaiting(() => (told += 1));
    const write = (n: number): Promise<void> => commits.write(() => insert(n));
    // One late flush, or three, do not make a slow disk.
    for (const n of [1, 2, 3, 4]) await write(n);
    expect(told).toBe(0);
    await Promise.all([write(5), write(6)]);
    expect(told).toBe(2);
    flushMs = 1;
    await write(7);
    expect(told).toBe(3);
    await write(8);
    expect(told).toBe(3);
    flushMs = 8;
    for (const n of [9, 10, 11, 12]) await write(n);
    unlisten();
    await write(13);
    expect(told).toBe(3);
  });

  it('tells of a group before it is written, and takes what begins then into it', async () => {
    let flushes = 0;
    const { commits, insert, seen } = await openBench(async (flush) => {
      flushes += 1;
      await flush();
    });
    const others: Promise<void>[] = [];
    const unlisten = commits.onGroup(() => {
      // As a row does that begins: a few steps later.
      if (others.length === 0) others.push(Promise.resolve().then(() => commits.write(() => insert(2))));
    });
    await commits.write(() => insert(1));
    await Promise.all(others);
    unlisten();
    expect([seen(), flushes]).toEqual([[1, 2], 1]);
    await commits.write(() => insert(3));
    expect([seen(), flushes, others.length]).toEqual([[1, 2, 3], 2, 1]);
  });

  it('treats a failing disk as a failed commit: nothing is reported as done, and nothing follows', async () => {
    const broken = new Error('the disk is gone');
    const { commits, insert, seen } = await openBench(() => Promise.reject(broken));
    await expect(commits.write(() => insert(1))).rejects.toBe(broken);
    await expect(commits.write(() => insert(2))).rejects.toBe(broken);
    expect(() => commits.transact(() => insert(3))).toThrow(broken);
    expect(seen()).toEqual([1]);
  });
});
