import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FileBoard } from '../../../src/api/pace/file-board.js';
import { Gate, type Permit } from '../../../src/api/pace/gate.js';
import { toPeerFolder } from '../../../src/api/pace/token-folder.js';
import { Share } from '../../../src/api/pace/share.js';
import type { RunEvent } from '../../../src/core/events.js';
import { ManualClock } from '../manual-clock.js';

function makeFolder(): string {
  const root = mkdtempSync(join(tmpdir(), 'bitpowr-bulk-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return join(root, 'state', 'pace', 'token');
}

describe('the files', () => {
  const AT = 1_700_000_000_000;

  it('have what each of the others says, for no one else to read', () => {
    const folder = makeFolder();
    const [one, other, third] = [new FileBoard(folder), new FileBoard(folder), new FileBoard(folder)];
    one.tell({ at: AT, closedUntil: AT + 500, whole: { perSecond: 200, windowMs: 1000 } });
    other.tell({ at: AT, closedUntil: 0, whole: { perSecond: 180, windowMs: 1000 } });
    third.tell({ at: AT, closedUntil: AT + 900 });
    expect(one.listen(AT + 500)).toEqual({
      runs: 3,
      stale: 0,
      // Of the 900 ms, 400 are left.
      closedForMs: 400,
      whole: { perSecond: 180, windowMs: 1000 },
    });
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual([
      0o600, 0o600, 0o600,
    ]);
  });

  it('of a run that is gone say nothing any more, and are removed later', () => {
    const folder = makeFolder();
    const [one, other] = [new FileBoard(folder), new FileBoard(folder)];
    other.tell({ at: AT, closedUntil: AT + 600_000, whole: { perSecond: 180, windowMs: 1000 } });
    expect(one.listen(AT + 5001)).toEqual({ runs: 1, stale: 1, closedForMs: 0, whole: undefined });
    one.listen(AT + 60_001);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('dated ahead are of another clock and say nothing', () => {
    const folder = makeFolder();
    const [one, other] = [new FileBoard(folder), new FileBoard(folder)];
    const ahead = AT + 30_000;
    other.tell({ at: ahead, closedUntil: ahead + 60_000, whole: { perSecond: 1, windowMs: 1000 } });
    expect(one.listen(AT)).toEqual({ runs: 1, stale: 1, closedForMs: 0, whole: undefined });
  });

  it('close for 15 minutes at most, counted from when they were written', () => {
    const folder = makeFolder();
    const [one, other] = [new FileBoard(folder), new FileBoard(folder)];
    other.tell({ at: AT, closedUntil: AT + 86_400_000 });
    expect(one.listen(AT).closedForMs).toBe(900_000);
    expect(one.listen(AT + 4000).closedForMs).toBe(896_000);
  });

  it('tell no limit that would hold a run for longer than that', () => {
    const folder = makeFolder();
    const [one, other] = [new FileBoard(folder), new FileBoard(folder)];
    other.tell({ at: AT, closedUntil: 0, whole: { perSecond: 0.0001, windowMs: 1000 } });
    expect(one.listen(AT)).toMatchObject({ runs: 2, whole: undefined });
    other.tell({ at: AT, closedUntil: 0, whole: { perSecond: 0.01, windowMs: 1000 } });
    expect(one.listen(AT)).toMatchObject({ whole: { perSecond: 0.01 } });
  });

  it('that are no word of ours say nothing and break nothing', () => {
    const folder = makeFolder();
    const board = new FileBoard(folder);
    const texts = ['', '{"at":1', '[]', '{"at":"x","closedUntil":0}', '{"at":1,"closedUntil":null}'];
    board.listen(AT);
    for (const [number, text] of texts.entries()) writeFileSync(join(folder, `${number}.json`), text);
    expect(board.listen(AT)).toEqual({ runs: 1, stale: 0, closedForMs: 0, whole: undefined });
  });

  it('go with the run, and the folder with the last one', () => {
    const folder = makeFolder();
    const [one, other] = [new FileBoard(folder), new FileBoard(folder)];
    one.tell({ at: AT, closedUntil: 0 });
    other.tell({ at: AT, closedUntil: 0 });
    one.leave();
    expect(readdirSync(folder)).toHaveLength(1);
    other.leave();
    expect(() => readdirSync(folder)).toThrow('ENOENT');
  });

  it('are in one folder for one token at one address, whose name tells neither', () => {
    const key = Buffer.alloc(32, 7);
    const folder = (token: string, url: string): string => toPeerFolder({ root: '/state', key }, token, url);
    const name = folder('Bearer secret', 'https://api.example.com');
    expect(name).toMatch(/^\/state\/[0-9a-f]{24}$/);
    expect(folder('Bearer secret', 'https://api.example.com')).toBe(name);
    expect(folder('Bearer other', 'https://api.example.com')).not.toBe(name);
    expect(folder('Bearer secret', 'https://api.example.org')).not.toBe(name);
    // Another machine's key: the token alone does not give the name.
    const place = { root: '/state', key: Buffer.alloc(32, 8) };
    expect(toPeerFolder(place, 'Bearer secret', 'https://api.example.com')).not.toBe(name);
  });
});

interface Member {
  readonly gate: Gate;
  readonly share: Share;
  readonly events: RunEvent[];
  readonly ask: () => Promise<Permit | undefined>;
}

function joinRun(clock: ManualClock, folder: string): Member {
  const events: RunEvent[] = [];
  const emit = (event: RunEvent): void => void events.push(event);
  const gate = new Gate({ concurrency: 4, reserve: 0, clock, emit, onClosing: () => share.tell() });
  const share: Share = new Share({ board: new FileBoard(folder), gate, clock, emit });
  onTestFinished(() => share.close());
  return { gate, share, events, ask: async () => gate.acquire() };
}

async function mustAdmit(permit: Promise<Permit | undefined>): Promise<Permit> {
  const given = await permit;
  if (given === undefined) throw new Error('The gate is shut.');
  return given;
}

describe('two gates on one token', () => {
  it('both wait when one must, and say so', async () => {
    const clock = new ManualClock();
    const folder = makeFolder();
    const [one, other] = [joinRun(clock, folder), joinRun(clock, folder)];
    one.gate.release(await mustAdmit(one.ask()), { type: 'throttled', retryAfterMs: 7000 });
    other.share.beat();
    let isAdmitted = false;
    void other.ask().then(() => (isAdmitted = true));
    await clock.advance(6999);
    expect(isAdmitted).toBe(false);
    await clock.advance(1);
    expect(isAdmitted).toBe(true);
    expect(other.events).toEqual([
      { type: 'note', message: 'Another run on this machine with the same token: the pace is shared.' },
      { type: 'throttled', waitMs: 7000 },
    ]);
  });

  it('wait when the 429 was met before the second one began', async () => {
    const clock = new ManualClock();
    const folder = makeFolder();
    const one = joinRun(clock, folder);
    one.gate.release(await mustAdmit(one.ask()), { type: 'throttled', retryAfterMs: 2000 });
    const other = joinRun(clock, folder);
    let isAdmitted = false;
    void other.ask().then(() => (isAdmitted = true));
    await clock.advance(1999);
    expect(isAdmitted).toBe(false);
    await clock.advance(1);
    expect(isAdmitted).toBe(true);
  });

  it.each([
    ['written by a run that was killed a while ago', -12_000],
    ['dated a day ahead', 86_400_000],
  ])('are not held by a file %s, however long it says', async (_name, offsetMs) => {
    const clock = new ManualClock();
    const folder = makeFolder();
    const at = clock.now() + offsetMs;
    new FileBoard(folder).tell({ at, closedUntil: at + 86_400_000 });
    const { ask, events } = joinRun(clock, folder);
    expect(await mustAdmit(ask())).toMatchObject({ sentAt: 0 });
    expect(events).toEqual([]);
  });

  it('are held for 15 minutes at most by one that was killed just now, however often they look', async () => {
    const clock = new ManualClock();
    const folder = makeFolder();
    new FileBoard(folder).tell({ at: clock.now(), closedUntil: clock.now() + 86_400_000 });
    const { ask, share } = joinRun(clock, folder);
    const admitted = ask().then(() => clock.monotonic());
    for (let second = 0; second < 10; second += 1) {
      await clock.advance(1000);
      share.beat();
    }
    await clock.advance(900_000);
    expect(await admitted).toBe(900_000);
  });

  it('notice that the other one has gone without a word, and say so once', async () => {
    const clock = new ManualClock();
    const folder = makeFolder();
    const one = joinRun(clock, folder);
    new FileBoard(folder).tell({ at: clock.now(), closedUntil: 0 });
    one.share.beat();
    await clock.advance(5001);
    one.share.beat();
    one.share.beat();
    expect(one.events.map((event) => event.type === 'note' && event.message)).toEqual([
      'Another run on this machine with the same token: the pace is shared.',
      'Another run with the same token has said nothing for 5 s; the pace is no longer shared with it.',
    ]);
  });
});

describe('where no file can be written', () => {
  it('a run paces itself from the start, and says so once', async () => {
    const clock = new ManualClock();
    const file = join(mkdtempSync(join(tmpdir(), 'bitpowr-bulk-')), 'file');
    onTestFinished(() => rmSync(join(file, '..'), { recursive: true, force: true }));
    writeFileSync(file, '');
    const { gate, share, events, ask } = joinRun(clock, join(file, 'token'));
    share.beat();
    gate.release(await mustAdmit(ask()), { type: 'throttled', retryAfterMs: 1000 });
    share.close();
    const notes = events.filter((event) => event.type === 'note');
    expect(notes).toEqual([
      {
        type: 'note',
        message: expect.stringMatching(
          /^The pace is not shared with other runs on this machine: ENOTDIR.*\.$/,
        ) as string,
      },
    ]);
  });

  it('and from then on if that comes later: the folder was taken away', async () => {
    const clock = new ManualClock();
    const folder = makeFolder();
    const { share, events, ask } = joinRun(clock, folder);
    rmSync(folder, { recursive: true });
    share.beat();
    share.beat();
    expect(await mustAdmit(ask())).toBeDefined();
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ type: 'note', message: expect.stringContaining('ENOENT') as string });
  });
});
