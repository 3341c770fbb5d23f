/** Runs with one token on one machine share one pace. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  makeFolder,
  openSandbox,
  readRun,
  startProgram,
  waitForEnd,
  type ProgramEnd,
  writeCustomers,
} from '../support/program.js';

it('a 429 that one run meets makes the other one wait, though it was begun later', async () => {
  const limit = { requests: 40, perMs: 12_000, kind: 'window', retryAfter: 'seconds' } as const;
  const { sandbox, flags, env } = await openSandbox({ faults: { limit } });
  const state = makeFolder();
  const reportsDir = makeFolder();
  const begin = (id: string, file: string, ...more: readonly string[]): Promise<ProgramEnd> =>
    waitForEnd(
      startProgram(['import', file, ...more, ...flags, '--reports-dir', reportsDir, '--run-id', id], {
        env: { ...env, XDG_STATE_HOME: state },
      }),
    );

  const first = begin('first', writeCustomers(42, 1));
  await expect.poll(() => sandbox.stats().throttled, { timeout: 30_000 }).toBeGreaterThan(0);
  // From here on nothing but the first run's word could hold the second one back.
  sandbox.configure({ limit: null });
  // Of two runs that write, the second would be refused.
  const ends = await Promise.all([first, begin('second', writeCustomers(4, 101), '--dry-run')]);

  expect(ends.map(({ status }) => status)).toEqual([0, 0]);
  for (const { stderr } of ends) expect(stderr).not.toContain('The pace is not shared');
  expect(ends[1].stderr).toContain('Another run on this machine with the same token: the pace is shared.');
  const { throttled, whileThrottledLate, customers } = sandbox.stats();
  expect({ whileThrottledLate, customers }).toEqual({ whileThrottledLate: 0, customers: 42 });
  // The second one was never answered 429 itself: it waited because the first told it.
  expect(readRun(reportsDir, 'second').summary.requests.throttled).toBeGreaterThan(0);
  expect(readRun(reportsDir, 'first').summary.requests.throttled).toBeGreaterThan(0);
  expect(throttled).toBeGreaterThan(0);
  // Of the runs, which have ended, nothing stays but the limit that they found.
  const pace = join(state, 'bitpowr-bulk', 'pace');
  const tokens = readdirSync(pace).filter((name) => name !== '.key');
  expect(tokens.map((token) => readdirSync(join(pace, token)))).toEqual([['limit']]);
});

it('a state folder that can not be made is reported once, and a run that only reads continues', async () => {
  const { flags, env } = await openSandbox();
  const file = writeCustomers(1, 1);
  const reportsDir = makeFolder();
  const end = await waitForEnd(
    startProgram(['import', file, '--dry-run', ...flags, '--reports-dir', reportsDir], {
      env: { ...env, XDG_STATE_HOME: file },
    }),
  );
  expect(end.status).toBe(0);
  expect(end.stderr.match(/The pace is not shared with other runs on this machine/g)).toHaveLength(1);
});
