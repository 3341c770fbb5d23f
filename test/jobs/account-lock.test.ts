import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RunEvent } from '../../src/core/events.js';
import type { Account } from '../../src/core/types.js';
import { takeAccountLock } from '../../src/jobs/run/account-lock.js';
import { ManualClock } from '../api/manual-clock.js';
import { makeFolder } from '../support/program.js';

const ACCOUNT: Account = { orgId: 'org-1', mode: 'TEST' };
const BASE_URL = 'https://api.example.com/api/v1';

function openMachine(stateFolder = makeFolder()) {
  const clock = new ManualClock();
  const events: RunEvent[] = [];
  const stop = new AbortController();
  const take = async (
    id: string,
    {
      account = ACCOUNT,
      baseUrl = BASE_URL,
      waitForLock,
    }: { readonly account?: Account; readonly baseUrl?: string; readonly waitForLock?: number } = {},
  ) => {
    const lock = await takeAccountLock(
      { id, folder: `/reports/${id}` },
      account,
      { baseUrl, stateFolder },
      { clock, pid: 4711, emit: (event) => events.push(event), signal: stop.signal, waitForLock },
    );
    let isHeld = true;
    const release = (): void => {
      if (isHeld) lock?.release();
      isHeld = false;
    };
    onTestFinished(release);
    return { lock, release };
  };
  return { clock, events, stop, take, stateFolder };
}

describe('the lock of an account', () => {
  it('refuses a second run, and says which run has it, where and since when', async () => {
    const { take } = openMachine();
    await take('one');
    await expect(take('two')).rejects.toMatchObject({
      code: 'run_locked',
      message: expect.stringMatching(
        /^Another process works on the account org-1 \(TEST\) at https:\/\/api\.example\.com\/api\/v1: run one in \/reports\/one, process 4711 on .+, since 2023-11-14T22:13:20\.000Z\.$/,
      ) as string,
    });
  });

  it('is free once the run before has ended', async () => {
    const { take } = openMachine();
    (await take('one')).release();
    expect((await take('two')).lock).toBeDefined();
  });

  it.each(['https://API.example.com/api/v1', 'https://api.example.com:443/api/v1/'])(
    'is the same for one server that is written %s',
    async (baseUrl) => {
      const { take } = openMachine();
      await take('one');
      await expect(take('two', { baseUrl })).rejects.toMatchObject({ code: 'run_locked' });
    },
  );

  it.each([
    ['organisation', { account: { orgId: 'org-2', mode: 'TEST' } }],
    ['mode', { account: { orgId: 'org-1', mode: 'LIVE' } }],
    ['server', { baseUrl: 'https://other.example.com/api/v1' }],
  ] as const)('leaves another %s alone', async (_what, other) => {
    const { take } = openMachine();
    await take('one');
    expect((await take('two', other)).lock).toBeDefined();
  });

  it('has a name that tells no account', async () => {
    const { take, stateFolder } = openMachine();
    await take('one');
    for (const name of readdirSync(join(stateFolder, 'accounts')))
      expect(name).toMatch(/^[0-9a-f]{32}\.lock(\.json|-journal)?$/);
  });

  it('does not exist without a state folder', async () => {
    const { clock, events, stop } = openMachine();
    const options = { clock, pid: 1, emit: (event: RunEvent) => events.push(event), signal: stop.signal };
    const run = { id: 'one', folder: '/reports/one' };
    expect(await takeAccountLock(run, ACCOUNT, { baseUrl: BASE_URL }, options)).toBeUndefined();
  });

  it('that can not be made: the error names its folder and the variable that names another', async () => {
    const file = join(makeFolder(), 'file');
    writeFileSync(file, '');
    const { take } = openMachine(file);
    await expect(take('one')).rejects.toMatchObject({
      code: 'output_unwritable',
      message: expect.stringMatching(new RegExp(`${join(file, 'accounts')}.*XDG_STATE_HOME`)) as string,
    });
  });
});

describe('a run that waits for the account', () => {
  it('says so once, and has it when the other one has ended', async () => {
    const { take, clock, events } = openMachine();
    const first = await take('one');
    const second = take('two', { waitForLock: 60 });
    await clock.advance(10_000);
    first.release();
    await clock.advance(1000);
    expect((await second).lock).toBeDefined();
    expect(events).toEqual([
      { type: 'note', message: expect.stringMatching(/^Waiting up to 60 s\. .*run one in/) as string },
    ]);
  });

  it('is refused when the time is up, not before', async () => {
    const { take, clock } = openMachine();
    await take('one');
    let end: unknown;
    const second = take('two', { waitForLock: 60 }).catch((error: unknown) => (end = error));
    await clock.advance(59_999);
    expect(end).toBeUndefined();
    await clock.advance(1);
    await second;
    expect(end).toMatchObject({ code: 'run_locked' });
  });

  it('stops at once when it is interrupted', async () => {
    const { take, clock, stop } = openMachine();
    await take('one');
    const second = take('two', { waitForLock: 60 }).catch((error: unknown) => error);
    await clock.advance(1000);
    stop.abort();
    expect(await second).toMatchObject({ code: 'interrupted' });
    expect(clock.sleeping).toBe(0);
  });
});
