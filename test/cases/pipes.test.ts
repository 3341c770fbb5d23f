/** Sources that come through a pipe: a short one, its name, a wrong credential. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { z } from 'zod';
import {
  importOptionsSchema,
  reconcileOptionsSchema,
  validateOptionsSchema,
} from '../../src/config/options.js';
import type { JobDeps } from '../../src/jobs/deps.js';
import { importCustomers } from '../../src/jobs/import/import.js';
import { reconcile } from '../../src/jobs/reconcile/reconcile.js';
import { listRuns } from '../../src/jobs/run/runs.js';
import { lockSource } from '../../src/jobs/run/source-lock.js';
import { validateSource } from '../../src/jobs/validate/validate.js';
import { startSandbox, testCredential } from '../../src/sandbox/index.js';
import { hurriedClock } from '../support/run-import.js';

function toTable(rows: number, prefix = 'C'): string {
  const lines = Array.from({ length: rows }, (_row, at) => `${prefix}${at},Customer ${at}`);
  return `externalId,name\n${lines.join('\n')}\n`;
}

async function openPipes(token: string = testCredential.token) {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  const reportsDir = await mkdtemp(join(tmpdir(), 'bulk-pipes-'));
  onTestFinished(() => rm(reportsDir, { recursive: true, force: true }));
  const notes: string[] = [];
  const deps: JobDeps = {
    emit: (event) => {
      if (event.type === 'note') notes.push(event.message);
    },
    clock: hurriedClock,
    signal: new AbortController().signal,
    pid: process.pid,
    version: '0.0.0-test',
    program: 'bitpowr-bulk',
  };
  const connection = { endpoint: sandbox.url, baseUrl: sandbox.url, environment: { BITPOWR_TOKEN: token } };
  const toPlace = (table: string | Readable) => ({
    path: '-',
    stdin: typeof table === 'string' ? Readable.from([Buffer.from(table)]) : table,
  });
  return {
    sandbox,
    reportsDir,
    notes,
    deps,
    import: (table: string | Readable, flags: Partial<z.input<typeof importOptionsSchema>> = {}) =>
      importCustomers(toPlace(table), importOptionsSchema.parse({ reportsDir, ...flags }), connection, deps),
    reconcile: (table: string | Readable, flags: Partial<z.input<typeof reconcileOptionsSchema>> = {}) =>
      reconcile(toPlace(table), reconcileOptionsSchema.parse({ reportsDir, ...flags }), connection, deps),
    validate: (table: string, flags: Partial<z.input<typeof validateOptionsSchema>> = {}) =>
      validateSource(toPlace(table), validateOptionsSchema.parse({ reportsDir, ...flags }), deps),
  };
}

describe('--expect-rows', () => {
  it('N refuses a source that a failed query cut short: nothing is sent, and no run is left', async () => {
    const pipes = await openPipes();
    for (const job of [pipes.import, pipes.reconcile])
      await expect(job(toTable(699), { expectRows: '1183' })).rejects.toMatchObject({
        code: 'rows_missing',
        message: expect.stringContaining('has 699 rows') as unknown,
      });
    await expect(pipes.validate(toTable(699), { expectRows: '1183' })).rejects.toMatchObject({
      code: 'rows_missing',
    });
    expect(pipes.sandbox.snapshot().customers).toEqual([]);
    expect(listRuns(pipes.reportsDir)).toEqual([]);
    const { summary } = await pipes.validate(toTable(1183), { expectRows: '1183' });
    expect(summary.exitCode).toBe(0);
  });

  it('N% is of the rows of the previous run of the same source', async () => {
    const pipes = await openPipes();
    const flags = { sourceName: 'customers', expectRows: '95%' };
    await pipes.import(toTable(100), flags);
    expect(pipes.notes).toEqual([expect.stringMatching(/checks nothing: no earlier run of customers/)]);
    await pipes.import(toTable(3, 'V'), { sourceName: 'vendors' });
    await expect(pipes.import(toTable(94), flags)).rejects.toMatchObject({
      code: 'rows_missing',
      message: expect.stringContaining('at least 95 (its previous run had 100)') as unknown,
    });
    await expect(pipes.reconcile(toTable(94), flags)).rejects.toMatchObject({ code: 'rows_missing' });
    const { summary } = await pipes.import(toTable(95), flags);
    expect(summary.source).toMatchObject({ path: '-', name: 'customers', rows: 95 });
    // What the user cut short says nothing of the source.
    await pipes.import(toTable(100), { ...flags, limit: 5 });
    await expect(pipes.import(toTable(90), flags)).rejects.toMatchObject({ code: 'rows_missing' });
  });
});

describe('--source-name', () => {
  it('tells two pipes apart for --previous last', async () => {
    const pipes = await openPipes();
    await pipes.reconcile(toTable(2, 'A'), { sourceName: 'a', runId: 'a1' });
    const other = await pipes.reconcile(toTable(2, 'B'), { sourceName: 'b', previous: 'last' });
    expect(other.summary.reconcile?.previous).toBeNull();
    const same = await pipes.reconcile(toTable(2, 'A'), { sourceName: 'a', previous: 'last' });
    expect(same.summary.reconcile?.previous).toMatchObject({ runId: 'a1', known: 2, new: 0, gone: 0 });
  });

  it('locks each name alone', async () => {
    const { reportsDir, deps } = await openPipes();
    const lock = (name: string | undefined, use: 'write' | 'compare' = 'write') =>
      lockSource({ reportsDir, path: '-', name, endpoint: 'x', use }, deps);
    const held = [...(await lock('a')), ...(await lock('b')), ...(await lock(undefined))];
    expect(held).toHaveLength(3);
    await expect(lock('a')).rejects.toMatchObject({ code: 'run_locked' });
    const comparing = await lock('a', 'compare');
    await expect(lock('a', 'compare')).rejects.toMatchObject({ code: 'run_locked' });
    for (const one of [...held, ...comparing]) one.release();
  });
});

describe('a wrong credential', () => {
  it('ends import and reconcile before the pipe is read', async () => {
    const pipes = await openPipes('tok_wrong');
    for (const job of [pipes.import, pipes.reconcile]) {
      const endless = new Readable({ read: () => undefined });
      await expect(job(endless)).rejects.toMatchObject({
        code: 'credential_rejected',
        hint: expect.stringContaining('Nothing was read') as unknown,
      });
      endless.destroy();
    }
    expect(listRuns(pipes.reportsDir)).toEqual([]);
  });
});
