/** The built program is killed with SIGKILL at every state of a row, resumed, and the server is asked what there is. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SandboxFaults } from '../../src/sandbox/index.js';
import { runCommand } from '../support/command.js';
import { expectExactlyOnce } from '../support/durable.js';
import { bySize } from '../support/size.js';
import { makeFolder, openSandbox, runProgram, toCustomersCsv } from '../support/program.js';

const ROWS = 40;
const FLAGS = ['--concurrency', '16', '--provision-address', '--account-id', 'wallet-a', '--timeout', '1'];
const PER_CUSTOMER = ['--sub-account', 'per-customer'];

interface Kill {
  readonly state: string;
  /** The n-th move to this state. */
  readonly nth: number;
  readonly flags?: readonly string[];
  readonly faults?: Partial<SandboxFaults>;
  /** Customers of the source that are there before, with another name. */
  readonly known?: number;
}

const HALF_CUT: Partial<SandboxFaults> = { cutAfterRate: 0.25, cutBeforeRate: 0.25, faultsOn: ['POST'] };

/** As the vendor's reference has its answers: an address does not say whose it is. */
const UNSAID: Partial<SandboxFaults> = { echoCustomerId: false };

const KILLS: readonly Kill[] = [
  { state: 'planned_create', nth: 5 },
  { state: 'planned_update', nth: 5, known: 20 },
  { state: 'sending_create', nth: 9 },
  { state: 'sending_update', nth: 9, known: 20 },
  { state: 'customer_done', nth: 9 },
  { state: 'sending_sub_account', nth: 9, flags: PER_CUSTOMER },
  { state: 'sub_account_done', nth: 9, flags: PER_CUSTOMER },
  { state: 'sending_address', nth: 9 },
  { state: 'sending_address', nth: 9, flags: PER_CUSTOMER },
  { state: 'in_doubt', nth: 4, faults: HALF_CUT },
  { state: 'in_doubt', nth: 4, faults: HALF_CUT, known: 20, flags: PER_CUSTOMER },
  { state: 'done', nth: 9 },
  { state: 'sending_address', nth: 9, faults: UNSAID },
  { state: 'in_doubt', nth: 4, faults: { ...HALF_CUT, ...UNSAID } },
];

const MOMENTS = ['before', 'after'] as const;

/** Small: every second kill, at one of the two moments. */
function toKills(moment: (typeof MOMENTS)[number]): readonly Kill[] {
  const first = 2 * MOMENTS.indexOf(moment);
  return bySize({ small: KILLS.filter((_kill, at) => at % 4 === first), full: KILLS });
}

describe.each(MOMENTS)('killed %s a move is on disk', (moment) => {
  it.each(toKills(moment))(
    'to $state ($nth, $flags, $faults)',
    async ({ state, nth, flags = [], faults = {}, known = 0 }) => {
      const reportsDir = makeFolder();
      const seedCustomers = Array.from({ length: known }, (_customer, at) => ({
        externalId: `E${String(at + 1).padStart(6, '0')}`,
        name: 'Old name',
        email: `c${at + 1}@example.com`,
      }));
      const { sandbox, flags: where, env } = await openSandbox({ seedCustomers });
      sandbox.configure(faults);
      const path = join(makeFolder(), 'customers.csv');
      writeFileSync(path, toCustomersCsv(ROWS));
      const killed = await runProgram(
        ['import', path, ...where, ...FLAGS, ...flags, '--reports-dir', reportsDir, '--run-id', 'r'],
        { env: { ...env, BITPOWR_BULK_KILL_AT: `${moment}:${state}:${nth}` } },
      );
      expect(killed.signal).toBe('SIGKILL');
      // A row may use up its tries on a server that stays this bad; what is proved here is the kill.
      sandbox.configure({ cutAfterRate: 0, cutBeforeRate: 0 });
      const resumed = await runCommand(['resume', 'r', '--reports-dir', reportsDir], { env });
      expect(resumed.stderr).not.toContain('error of its own');
      expect(resumed.status).toBe(0);
      expectExactlyOnce(sandbox, reportsDir, 'r', { rows: ROWS, addresses: ROWS });
      for (const customer of sandbox.snapshot().customers) expect(customer.name).toMatch(/^Customer /);
    },
  );
});

describe('killed while reading', () => {
  it('has sent nothing, says so, and the source can be imported again', async () => {
    const reportsDir = makeFolder();
    const { sandbox, flags, env } = await openSandbox();
    const path = join(makeFolder(), 'customers.csv');
    writeFileSync(path, toCustomersCsv(2000));
    const args = ['import', path, ...flags, '--reports-dir', reportsDir];
    const killed = await runProgram([...args, '--run-id', 'r'], {
      env: { ...env, BITPOWR_BULK_KILL_AT: 'after:ingested:3' },
    });
    expect(killed.signal).toBe('SIGKILL');
    const resumed = await runCommand(['resume', 'r', '--reports-dir', reportsDir], { env });
    expect(resumed.status).toBe(2);
    expect(resumed.stderr).toContain('Import the source again');
    expect(sandbox.stats().total).toBe(0);
    const again = await runCommand([...args, '--run-id', 's'], { env });
    expect(again.status).toBe(0);
    expectExactlyOnce(sandbox, reportsDir, 's', { rows: 2000 });
  });
});

describe('a server that hangs up after every third create took effect', () => {
  it('has no customer twice', async () => {
    const reportsDir = makeFolder();
    const { sandbox, flags, env } = await openSandbox({
      faults: { cutAfterEvery: 3, faultsOn: ['POST /customers'] },
    });
    const path = join(makeFolder(), 'customers.csv');
    writeFileSync(path, toCustomersCsv(300));
    const { status } = await runCommand(
      ['import', path, ...flags, '--reports-dir', reportsDir, '--run-id', 'r'],
      { env },
    );
    expect(status).toBe(0);
    expectExactlyOnce(sandbox, reportsDir, 'r', { rows: 300 });
  });
});
