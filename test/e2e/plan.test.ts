import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { liveCredential } from '../../src/sandbox/index.js';
import { addCustomer } from '../sandbox/support.js';
import { runCommand } from '../support/command.js';
import { makeFolder, openSandbox, readRun, runProgram, toCustomersCsv } from '../support/program.js';
import { bySize } from '../support/size.js';

function writeSource(count: number): { readonly source: string; readonly reportsDir: string } {
  const folder = makeFolder();
  const source = join(folder, 'customers.csv');
  writeFileSync(source, toCustomersCsv(count));
  return { source, reportsDir: join(folder, 'reports') };
}

describe('a plan', () => {
  it('is made, applied and undone by the commands that each step tells', async () => {
    const { source, reportsDir } = writeSource(30);
    const { sandbox, flags, env } = await openSandbox();
    const there = await addCustomer(sandbox, { externalId: 'E000001', name: 'Old' });
    const place = ['--reports-dir', reportsDir];
    sandbox.resetStats();
    const plan = await runCommand(['import', source, '--dry-run', '--run-id', 'plan', ...flags, ...place], {
      env,
    });
    expect([plan.status, plan.stderr]).toEqual([0, '']);
    expect(plan.stdout).toContain('Dry run: nothing was sent that changes anything.');
    const [, command = ''] = /^ {2}(?:npx )?bitpowr-bulk (apply .*)$/m.exec(plan.stdout) ?? [];
    expect(Object.keys(sandbox.stats().requests).every((label) => label.startsWith('GET '))).toBe(true);
    const apply = await runCommand(command.split(' '), { env });
    expect([apply.status, apply.stderr]).toEqual([0, '']);
    expect(readRun(reportsDir, 'plan').summary.counts).toMatchObject({ created: 29, updated: 1 });
    const undo = await runCommand(['undo', 'plan', '--delete-created', '--json', ...place], { env });
    expect(undo.status).toBe(0);
    expect(JSON.parse(undo.stdout)).toMatchObject({ command: 'undo', counts: { updated: 1, deleted: 29 } });
    const live = sandbox.snapshot().customers.filter(({ deletedAt }) => deletedAt === null);
    expect(live).toMatchObject([{ uid: there.uid, name: 'Old', email: null }]);
  });

  it.each(
    bySize({
      small: ['before:sending_update:1', 'after:sending_delete:3', 'before:done:5'],
      full: [
        'before:sending_update:1',
        'after:sending_update:1',
        'before:done:1',
        'before:sending_delete:3',
        'after:sending_delete:3',
        'before:done:5',
        'after:done:5',
      ],
    }),
  )('leads back through a kill at %s', async (moment) => {
    const { source, reportsDir } = writeSource(12);
    const { sandbox, flags, env } = await openSandbox();
    const there = await addCustomer(sandbox, { externalId: 'E000001', name: 'Old' });
    const place = ['--reports-dir', reportsDir];
    await runCommand(['import', source, '--run-id', 'one', ...flags, ...place], { env });
    const undo = ['undo', 'one', '--delete-created', '--quiet', ...place];
    const killed = await runProgram(undo, { env: { ...env, BITPOWR_BULK_KILL_AT: moment } });
    expect(killed.signal).toBe('SIGKILL');
    const again = await runCommand(undo, { env });
    expect([again.status, again.stderr]).toEqual([0, '']);
    const live = sandbox.snapshot().customers.filter(({ deletedAt }) => deletedAt === null);
    expect(live).toMatchObject([{ uid: there.uid, name: 'Old', email: null }]);
    expect(sandbox.stats().deletedCustomers).toBe(11);
  });

  it('that is applied in parts is carried out once, through a kill in a part', async () => {
    const { source, reportsDir } = writeSource(12);
    const { sandbox, flags, env } = await openSandbox();
    const place = ['--reports-dir', reportsDir];
    await runCommand(['import', source, '--dry-run', '--run-id', 'plan', ...flags, ...place], { env });
    const part = ['apply', 'plan', '--only', '1-6', '--quiet', ...place];
    const killed = await runProgram(part, {
      env: { ...env, BITPOWR_BULK_KILL_AT: 'after:sending_create:3' },
    });
    expect(killed.signal).toBe('SIGKILL');
    const resumed = await runCommand(['resume', 'plan', '--json', ...place], { env });
    expect(JSON.parse(resumed.stdout)).toMatchObject({
      counts: { created: 6, would_create: 6, pending: 0 },
      plan: { rows: 6 },
    });
    const wrong = await runCommand(['apply', 'plan', '--only', '1', '--except', '2', ...place], { env });
    expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining('--except') as string]);
    const rest = await runCommand(['apply', 'plan', '--json', ...place], { env });
    expect(JSON.parse(rest.stdout)).toMatchObject({ counts: { created: 12 }, plan: null, exitCode: 0 });
    const { customers, duplicates } = sandbox.stats();
    expect([customers, duplicates.externalIds, duplicates.emails]).toEqual([12, 0, 0]);
  });

  it('of a LIVE account is not applied without --live, where no one can be asked', async () => {
    const { source, reportsDir } = writeSource(3);
    const { sandbox, flags } = await openSandbox();
    const env = { BITPOWR_TOKEN: liveCredential.token };
    const place = ['--reports-dir', reportsDir];
    for (const args of [
      ['import', source],
      ['import', source, '--dry-run', '--run-id', 'plan'],
      ['apply', 'plan'],
    ]) {
      const { status } = await runCommand([...args, ...(args[0] === 'import' ? flags : []), ...place], {
        env,
      });
      expect(status).toBe(args.includes('--dry-run') ? 0 : 2);
    }
    expect(sandbox.stats().customers).toBe(0);
  });
});
