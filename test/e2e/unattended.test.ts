import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/core/clock.js';
import { takeLock } from '../../src/journal/lock.js';
import { changeCustomer } from '../support/drift.js';
import { readMetrics } from '../support/open-metrics.js';
import { runCommand } from '../support/command.js';
import { makeFolder, openSandbox, toCustomersCsv } from '../support/program.js';

async function open() {
  const folder = makeFolder();
  const source = join(folder, 'customers.csv');
  writeFileSync(source, toCustomersCsv(5));
  const reportsDir = join(folder, 'reports');
  const metrics = join(folder, 'nightly.prom');
  const { sandbox, flags, env } = await openSandbox();
  const run = (...args: readonly string[]) =>
    runCommand([...args, ...flags, '--reports-dir', reportsDir, '--quiet'], { env });
  const listRuns = () => readdirSync(reportsDir).filter((name) => !name.startsWith('.'));
  /** `exit_status`, `rows created`, … of the figures. */
  const readFigures = () =>
    Object.fromEntries(
      readMetrics(readFileSync(metrics, 'utf8')).map(({ name, labels, value }) => [
        [name.replace('bitpowr_bulk_', ''), labels['status']].filter((part) => part !== undefined).join(' '),
        value,
      ]),
    );
  return { folder, source, reportsDir, metrics, sandbox, run, listRuns, readFigures };
}

describe('--metrics', () => {
  it('tells of an import, a comparison with drift, and a run that could not begin', async () => {
    const { source, sandbox, metrics, run, readFigures } = await open();
    expect((await run('import', source, '--metrics', metrics)).status).toBe(0);
    const imported = readFigures();
    expect(imported).toMatchObject({ exit_status: 0, 'rows created': 5, requests_throttled: 0 });
    expect(imported['last_success_timestamp_seconds']).toBe(imported['last_run_timestamp_seconds']);

    expect((await run('reconcile', source, '--metrics', metrics)).status).toBe(0);
    const inStep = readFigures()['last_success_timestamp_seconds'];
    await changeCustomer(sandbox, 'E000001', { name: 'Someone Else' });
    expect((await run('reconcile', source, '--metrics', metrics)).status).toBe(1);
    expect(readFigures()).toMatchObject({
      exit_status: 1,
      drift: 1,
      'reconcile_rows changed': 1,
      last_success_timestamp_seconds: inStep,
    });

    sandbox.configure({ refuseCredentialAfter: 1 });
    expect((await run('reconcile', source, '--metrics', metrics)).status).toBe(3);
    expect(readFigures()).toMatchObject({ exit_status: 3, last_success_timestamp_seconds: inStep });
    expect((await run('reconcile', `${source}.gone/customers.csv`, '--metrics', metrics)).status).toBe(2);
    expect(readFigures()).toMatchObject({ exit_status: 2 });
    expect(readFigures()).not.toHaveProperty('drift');
  });

  it('tells of an export', async () => {
    const { folder, source, metrics, run, readFigures } = await open();
    await run('import', source);
    expect((await run('export', '--output', join(folder, 'all.csv'), '--metrics', metrics)).status).toBe(0);
    expect(readFigures()).toMatchObject({ exit_status: 0, remote_customers: 5 });
    expect(readFigures()['requests']).toBeGreaterThan(1);
  });

  it('into a folder that is not there is refused before anything is sent', async () => {
    const { folder, source, sandbox, run } = await open();
    const { status, stderr } = await run('import', source, '--metrics', join(folder, 'none', 'a.prom'));
    expect(status).toBe(2);
    expect(stderr).toContain('--metrics');
    expect(sandbox.stats().total).toBe(0);
  });
});

describe('--keep', () => {
  it('leaves the newest finished runs of its kind, and everything else there', async () => {
    const { source, sandbox, reportsDir, run, listRuns } = await open();
    await run('import', source, '--run-id', 'import-1');
    mkdirSync(join(reportsDir, 'my-own-folder'));
    writeFileSync(join(reportsDir, 'my-own-folder', 'notes.txt'), 'mine');
    writeFileSync(join(reportsDir, 'notes.txt'), 'mine');
    for (const night of ['1', '2', '3']) await run('reconcile', source, '--run-id', `night-${night}`);
    sandbox.configure({ refuseCredentialAfter: 1 });
    expect((await run('reconcile', source, '--run-id', 'night-4', '--keep', '1')).status).toBe(3);
    expect(listRuns()).toContain('night-1');
    sandbox.configure({ refuseCredentialAfter: null });
    await run('reconcile', source, '--run-id', 'night-5', '--keep', '2');
    expect(listRuns()).toEqual(['import-1', 'my-own-folder', 'night-4', 'night-5', 'notes.txt']);
  });

  it('never takes a run that can be continued, or that a process works on', async () => {
    const { source, reportsDir, run, listRuns } = await open();
    expect((await run('import', source, '--run-id', 'stopped', '--max-requests', '4')).status).toBe(3);
    for (const id of ['a', 'b', 'c']) await run('import', source, '--run-id', id);
    const lock = takeLock(join(reportsDir, 'a', 'run.lock'), 'run a', {
      clock: systemClock,
      pid: process.pid,
    });
    const { status, stderr } = await run('import', source, '--run-id', 'd', '--keep', '1', '--verbose');
    lock.release();
    expect(status).toBe(0);
    expect(stderr).toContain('The old run a could not be removed');
    expect(listRuns()).toEqual(['a', 'd', 'stopped']);
    expect(existsSync(join(reportsDir, 'a', 'results.csv'))).toBe(true);
  });

  it('of an export takes older ones with their summaries and transactions, once the new one is there', async () => {
    const { folder, source, sandbox, reportsDir, run } = await open();
    await run('import', source);
    mkdirSync(join(folder, 'exports'));
    const toPath = (name: string) => join(folder, 'exports', name);
    const exportOn = (day: string, ...more: readonly string[]) =>
      run(
        ...['export', '--output', toPath(`customers-2026-11-${day}.csv`)],
        ...['--transactions', toPath(`transactions-2026-11-${day}.csv`), ...more],
      );
    const toFiles = (...days: readonly string[]) => [
      ...days.flatMap((day) => [`customers-2026-11-${day}.csv`, `customers-2026-11-${day}.csv.summary.json`]),
      ...days.map((day) => `transactions-2026-11-${day}.csv`),
    ];
    for (const day of ['20', '21', '22']) expect((await exportOn(day)).status).toBe(0);
    writeFileSync(toPath('customers-2026-11-01.csv'), 'mine');
    const mine = ['customers-2026-11-01.csv'];

    sandbox.configure({ refuseCredentialAfter: 1 });
    expect((await exportOn('23', '--keep', '1')).status).toBe(3);
    expect(readdirSync(toPath(''))).toEqual([...mine, ...toFiles('20', '21', '22')]);
    sandbox.configure({ refuseCredentialAfter: null });
    const { status, stderr } = await exportOn('23', '--keep', '2', '--verbose');
    expect(status).toBe(0);
    expect(stderr).toContain(
      'Removed old exports (--keep 2): customers-2026-11-21.csv, customers-2026-11-20.csv.',
    );
    expect(readdirSync(toPath(''))).toEqual([...mine, ...toFiles('22', '23')]);
    // Of those that are gone, nothing is left among the runs either.
    expect(readdirSync(join(reportsDir, '.exports'))).toHaveLength(2);
  });

  it('of an export is refused before anything is sent where nothing could ever be pruned', async () => {
    const { folder, sandbox, run } = await open();
    for (const output of ['-', join(folder, 'customers.csv')]) {
      const { status, stderr } = await run('export', '--output', output, '--keep', '2');
      expect(status).toBe(2);
      expect(stderr).toContain('`--keep`');
    }
    expect(sandbox.stats().total).toBe(0);
  });
});
