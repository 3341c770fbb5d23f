import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { FirstAlone } from '../../src/send/first-alone.js';

/** Work that ends when it is let go, and what is under way. */
function makeWork() {
  const underWay = new Set<string>();
  const ends = new Map<string, (error?: Error) => void>();
  const work = (name: string) => () =>
    new Promise<string>((resolve, reject) => {
      underWay.add(name);
      ends.set(name, (error) => {
        underWay.delete(name);
        if (error === undefined) resolve(name);
        else reject(error);
      });
    });
  const end = async (name: string, error?: Error): Promise<void> => {
    ends.get(name)?.(error);
    await turn();
  };
  return { underWay, work, end };
}

describe('the first alone', () => {
  test('one at a time goes until it is shown, then all at once', async () => {
    const { underWay, work, end } = makeWork();
    const gate = new FirstAlone<'key'>();
    const all = ['a', 'b', 'c', 'd'].map((name) => gate.run('key', work(name)));
    await turn();
    expect([...underWay]).toEqual(['a']);
    await end('a');
    expect([...underWay]).toEqual(['b']);
    gate.show('key');
    await turn();
    expect([...underWay]).toEqual(['b', 'c', 'd']);
    for (const name of ['b', 'c', 'd']) await end(name);
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('no other row goes after one threw', async () => {
    const { underWay, work, end } = makeWork();
    const gate = new FirstAlone<'key'>();
    const first = gate.run('key', work('a'));
    const others = [gate.run('key', work('b')), gate.run('key', work('c'))];
    await turn();
    const failed = expect(first).rejects.toThrow('lost');
    await end('a', new Error('lost'));
    await failed;
    expect(await Promise.all(others)).toEqual([undefined, undefined]);
    expect([...underWay]).toEqual([]);
  });

  test('no other row goes after an end that leaves the question open', async () => {
    const gate = new FirstAlone<'key'>();
    const isOpenEnd = (end: string): boolean => end === 'open';
    expect(await gate.run('key', () => Promise.resolve('closed'), isOpenEnd)).toBe('closed');
    expect(await gate.run('key', () => Promise.resolve('open'), isOpenEnd)).toBe('open');
    expect(await gate.run('key', () => Promise.resolve('late'), isOpenEnd)).toBeUndefined();
  });
});
