/** Every command that a run prints works as printed: it is taken out of the output and run by a shell. */
import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { makeFolder, openSandbox, toCustomersCsv } from '../support/program.js';

interface End {
  readonly status: number;
  readonly text: string;
  /** The commands that it printed, each on a line of its own. */
  readonly advice: readonly string[];
}

/** A folder with a credential and a source, whose names a shell must not split, and the program on the path. */
async function openShell() {
  const folder = makeFolder();
  const { sandbox, env } = await openSandbox();
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const program = join(bin, 'bitpowr-bulk');
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${resolve('dist/cli/main.js')}' "$@"\n`);
  chmodSync(program, 0o755);
  const variables = { BITPOWR_BASE_URL: sandbox.url, BITPOWR_TOKEN: env['BITPOWR_TOKEN'] ?? '' };
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  writeFileSync(join(folder, 'my key.env'), lines.join('\n'));
  writeFileSync(
    join(folder, 'my map.json'),
    JSON.stringify({ externalId: 'Kunde', name: 'Wer', email: 'Post' }),
  );
  const type = (command: string): Promise<End> =>
    new Promise((done) => {
      const state = join(folder, 'state');
      const options = { cwd: folder, env: { PATH: `${bin}:/usr/bin:/bin`, XDG_STATE_HOME: state } };
      const child = execFile('/bin/sh', ['-c', command], options, (_error, stdout, stderr) => {
        const text = stdout + stderr;
        const advice = text.split('\n').flatMap((line) => /^ +(bitpowr-bulk .*)$/.exec(line)?.[1] ?? []);
        done({ status: child.exitCode ?? -1, text, advice: [...new Set(advice)] });
      });
    });
  return { folder, sandbox, type };
}

const WHERE = "--credentials 'my key.env' --reports-dir 'my reports'";
const MAPPED = `--mapping 'my map.json' ${WHERE}`;

it('of a plan, a stopped run, failed rows, refused rows, a comparison and an unknown run', async () => {
  const { folder, sandbox, type } = await openShell();
  const [, ...rows] = toCustomersCsv(30).trim().split('\n');
  const source = (more: readonly string[]): void =>
    writeFileSync(join(folder, 'a b.csv'), ['Kunde,Wer,Post', ...more].join('\n'));
  source([...rows.map((row) => row.split(',').slice(0, 3).join(',')), 'bad,Bad One,no-email']);

  const planned = await type(`bitpowr-bulk import 'a b.csv' --dry-run --run-id plan ${MAPPED}`);
  expect([planned.status, planned.advice]).toEqual([
    1,
    [
      `bitpowr-bulk show plan --changes --first 30 --reports-dir 'my reports'`,
      `bitpowr-bulk apply plan ${swap(WHERE)}`,
      expect.stringMatching(
        /^bitpowr-bulk import '.*rejected.csv' --dry-run --mapping 'my map.json' /,
      ) as string,
    ],
  ]);

  const [all = '', apply = ''] = planned.advice;
  const shown = await type(all);
  expect([shown.status, shown.text.match(/^ {2}row \d+: /gm)?.length, shown.advice]).toEqual([0, 30, []]);

  sandbox.configure({ refuseCredentialAfter: 10 });
  const stopped = await type(apply);
  expect([stopped.status, stopped.advice]).toEqual([3, [`bitpowr-bulk resume plan ${swap(WHERE)}`]]);
  sandbox.configure({ refuseCredentialAfter: null });
  const resumed = await type(stopped.advice[0] ?? '');
  // The options of the import, which were not typed again.
  expect([resumed.status, resumed.advice]).toEqual([1, [planned.advice.at(-1)]]);
  expect(sandbox.stats().customers).toBe(30);

  const refused = await type(`bitpowr-bulk import 'a b.csv' --run-id one ${MAPPED}`);
  const rejected = join(folder, 'my reports', 'one', 'rejected.csv');
  writeFileSync(rejected, readFileSync(rejected, 'utf8').replace('no-email', 'bad@example.com'));
  expect(refused.advice).toHaveLength(1);
  expect((await type(refused.advice[0] ?? '')).status).toBe(0);
  expect(sandbox.stats().customers).toBe(31);

  source(['c-fail,Fails Once,fails@example.com']);
  sandbox.configure({ errorRate: 0, alreadyExists: '409', strictZip: true });
  writeFileSync(join(folder, 'zip.csv'), 'externalId,name,email,zipcode\nz1,Zip,z@example.com,X1\n');
  const failed = await type(`bitpowr-bulk import zip.csv --run-id zip ${WHERE}`);
  expect([failed.status, failed.advice]).toEqual([1, [`bitpowr-bulk resume zip ${swap(WHERE)} --failed`]]);
  sandbox.configure({ strictZip: false });
  expect((await type(failed.advice[0] ?? '')).status).toBe(0);

  writeFileSync(join(folder, 'drift.csv'), 'externalId,name\nz1,Other Name\n');
  const compared = await type(`bitpowr-bulk reconcile drift.csv ${WHERE}`);
  expect(compared.advice).toHaveLength(1);
  expect((await type(compared.advice[0] ?? '')).status).toBe(0);
  const [again] = sandbox.snapshot().customers.filter(({ externalId }) => externalId === 'z1');
  expect(again?.name).toBe('Other Name');

  const unknown = await type(`bitpowr-bulk undo nowhere ${WHERE}`);
  const [, listing = ''] = /`(bitpowr-bulk runs[^`]*)`/.exec(unknown.text) ?? [];
  const listed = await type(listing);
  expect([listed.status, listed.text]).toEqual([0, expect.stringContaining('zip.csv') as string]);
  expect(existsSync(join(folder, 'reports'))).toBe(false);
});

/** Commands of a run name its folder before what is carried. */
function swap(where: string): string {
  const [credentials, reports] = where.split(' --reports-dir ');
  return `--reports-dir ${reports ?? ''} ${credentials ?? ''}`;
}
