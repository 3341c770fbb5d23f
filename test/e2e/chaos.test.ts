/**
 * Thousands of rows on a server that does everything wrong, killed and resumed at random until done. The seed is printed;
 * `SEED=… npx vitest run test/e2e/chaos.test.ts` repeats it, `ROWS=…` sets the size.
 */
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { testCredential } from '../../src/sandbox/index.js';
import { expectExactlyOnce, makeRandom } from '../support/durable.js';
import { bySize } from '../support/size.js';
import {
  makeFolder,
  openSandbox,
  runProgram,
  startProgram,
  toCustomersCsv,
  type ProgramEnd,
} from '../support/program.js';

const ROWS = Number(process.env['ROWS'] ?? bySize({ small: 150, full: 2000 }));
const SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1e9));
/** After this many the faults cease, so that the test ends. */
const MAX_KILLS = bySize({ small: 3, full: 8 });

it(`makes each customer and each address once through errors, cuts, silence, throttling and kills (seed ${SEED})`, async () => {
  const random = makeRandom(SEED);
  const reportsDir = makeFolder();
  const { sandbox, flags, env } = await openSandbox({
    faults: {
      seed: SEED,
      // The vendor's reference has answers without it.
      echoCustomerId: SEED % 2 === 0,
      errorRate: { '500': 0.05 },
      cutBeforeRate: 0.05,
      cutAfterRate: 0.05,
      hangRate: 0.001,
      hangAfterEffectRate: 0.002,
      limit: { requests: 400, perMs: 500, kind: 'window', retryAfter: 'seconds' },
    },
  });
  const path = join(makeFolder(), 'customers.csv');
  writeFileSync(path, toCustomersCsv(ROWS));
  const common = ['--reports-dir', reportsDir, '--concurrency', '16'];
  const hasty = [...common, '--timeout', '1'];
  const start = [
    'import',
    path,
    ...flags,
    ...hasty,
    '--run-id',
    'r',
    '--provision-address',
    '--account-id',
    'wallet-a',
  ];
  let args: readonly string[] = start;
  for (let kills = 0; kills < MAX_KILLS; kills += 1) {
    const child = startProgram(args, { env });
    child.stdin.end();
    child.stdout.resume();
    child.stderr.resume();
    const timer = setTimeout(() => child.kill('SIGKILL'), 700 + random() * 3000);
    const [status, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    clearTimeout(timer);
    if (signal === null && (status === 0 || status === 1)) break;
    if (await isResumable(reportsDir)) args = ['resume', 'r', ...hasty];
    // Killed before the source was read: nothing was sent, and the source is imported again.
    else rmSync(join(reportsDir, 'r'), { recursive: true, force: true });
  }
  sandbox.configure({
    errorRate: 0,
    cutBeforeRate: 0,
    cutAfterRate: 0,
    hangRate: 0,
    hangAfterEffectRate: 0,
    limit: null,
  });
  // Killed each time before it had read its source.
  if (args === start) await runProgram(start, { env });
  // The server works again: an answer that takes longer than a second now comes from a busy machine.
  const calm = [...common, '--timeout', '10'];
  let end: ProgramEnd = await runProgram(['resume', 'r', ...calm], { env });
  // Rows whose tries were used up failed honestly; they are taken up again.
  if (end.status === 1) end = await runProgram(['resume', 'r', '--failed', ...calm], { env });
  expect(end.stderr).not.toContain('error of its own');
  expect(end.status, `${end.stdout}\n${end.stderr}`).toBe(0);
  expectExactlyOnce(sandbox, reportsDir, 'r', { rows: ROWS, addresses: ROWS });
});

/** Whether the run has read its source; asked by a resume that may send nothing but the question who it is. */
async function isResumable(reportsDir: string): Promise<boolean> {
  const { stderr } = await runProgram(['resume', 'r', '--max-requests', '1', '--reports-dir', reportsDir], {
    env: { BITPOWR_TOKEN: testCredential.token },
  });
  return !stderr.includes('Import the source again') && !stderr.includes('There is no run');
}
