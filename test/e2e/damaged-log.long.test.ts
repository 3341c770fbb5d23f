/** A bit of the journal's log is flipped after a kill: what was sent is never denied, and nothing is made twice. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectExactlyOnce } from '../support/durable.js';
import { makeFolder, openSandbox, runProgram, toCustomersCsv } from '../support/program.js';

const ROWS = 60;
const FRAME_BYTES = 24 + 4096;

/** Flips one bit in the page of a frame, from 1. */
function flipBit(logPath: string, frame: number): void {
  const bytes = readFileSync(logPath);
  const at = 32 + (frame - 1) * FRAME_BYTES + 24 + 1000;
  expect(at).toBeLessThan(bytes.length);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(logPath, bytes);
}

describe.each([true, false])('a source with emails: %s', (withEmail) => {
  it.each([1, 15])('is taken up again after damage in frame %d', async (frame) => {
    const reportsDir = makeFolder();
    const { sandbox, flags, env } = await openSandbox();
    const path = join(makeFolder(), 'customers.csv');
    const text = toCustomersCsv(ROWS);
    writeFileSync(path, withEmail ? text : text.replace(/,[^,\n]*$/gm, ''));
    const killed = await runProgram(
      [
        ...['import', path, ...flags, '--provision-address', '--account-id', 'wallet-a'],
        ...['--reports-dir', reportsDir, '--run-id', 'r', '--concurrency', '4'],
      ],
      { env: { ...env, BITPOWR_BULK_KILL_AT: 'after:done:40' } },
    );
    expect(killed.signal).toBe('SIGKILL');
    expect(sandbox.stats().customers).toBeGreaterThanOrEqual(40);
    flipBit(join(reportsDir, 'r', 'journal.sqlite-wal'), frame);
    const resumed = await runProgram(['resume', 'r', '--reports-dir', reportsDir], { env });
    expect(resumed.stderr).not.toContain('nothing was sent');
    expect(resumed.status).toBe(0);
    expectExactlyOnce(sandbox, reportsDir, 'r', { rows: ROWS, addresses: ROWS });
  });
});

it('a journal without its source denies nothing where the folder tells of more', async () => {
  const reportsDir = makeFolder();
  const { flags, env } = await openSandbox();
  const path = join(makeFolder(), 'customers.csv');
  writeFileSync(path, toCustomersCsv(2000));
  const killed = await runProgram(['import', path, ...flags, '--reports-dir', reportsDir, '--run-id', 'r'], {
    env: { ...env, BITPOWR_BULK_KILL_AT: 'after:ingested:3' },
  });
  expect(killed.signal).toBe('SIGKILL');
  const results = join(reportsDir, 'r', 'results.csv');
  writeFileSync(results, 'name,bulk_row\n');
  const { status, stderr } = await runProgram(['resume', 'r', '--reports-dir', reportsDir], { env });
  expect(status).toBe(2);
  expect(stderr).toMatch(/^journal_damaged: .*what was sent is not known\./);
  expect(stderr).toContain(results);
  expect(stderr).toContain('Import the source again, with --match uid,externalId,email: ');
  expect(stderr).not.toContain('nothing was sent');
});
