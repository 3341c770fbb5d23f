import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, realpathSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/core/clock.js';
import { assertPrunable, pruneExports, type NewExport } from '../../src/jobs/export/prune.js';
import { toStatePaths } from '../../src/jobs/export/state.js';
import { takeLock } from '../../src/journal/lock.js';
import { makeFolder } from '../support/program.js';

/** What the summary of an export has differently from that of a good one of its day. */
interface Different {
  readonly command?: string;
  readonly output?: string;
  readonly mode?: string;
  readonly organisation?: string;
  readonly finishedAt?: string;
  readonly exitCode?: number;
  /** Name of a second file. */
  readonly transactions?: string;
}

const NAME = (day: number): string => `customers-2026-11-${String(day).padStart(2, '0')}.csv`;
const toSha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function open() {
  const folder = realpathSync(makeFolder());
  const reportsDir = join(folder, 'reports');
  mkdirSync(join(reportsDir, '.exports'), { recursive: true });
  const toPath = (name: string): string => join(folder, name);
  const write = (name: string, { transactions, ...different }: Different = {}): void => {
    const text = `rows of ${name}\n`;
    writeFileSync(toPath(name), text);
    const owned = transactions === undefined ? null : `transactions of ${transactions}\n`;
    if (transactions !== undefined) writeFileSync(toPath(transactions), owned ?? '');
    const day = /-(\d\d)\./.exec(name)?.[1] ?? '01';
    const summary = {
      schemaVersion: 1,
      command: 'export',
      output: toPath(name),
      mode: 'LIVE',
      organisation: 'org-1',
      finishedAt: `2026-11-${day}T02:15:00.000Z`,
      exitCode: 0,
      certificate: { complete: true, sha256: toSha256(text) },
      transactions:
        owned === null ? null : { output: toPath(transactions ?? ''), sha256: toSha256(owned), count: 1 },
      ...different,
    };
    writeFileSync(toPath(`${name}.summary.json`), JSON.stringify(summary));
  };
  const prune = (output: string, keep: number, newest: Partial<NewExport> = {}) =>
    pruneExports(
      { output: toPath(output), mode: 'LIVE', organisation: 'org-1', exitCode: 0, ...newest },
      { keep, reportsDir, clock: systemClock, pid: process.pid },
    );
  /** The files that are not summaries. */
  const list = (): string[] =>
    readdirSync(folder).filter((name) => name !== 'reports' && !name.endsWith('.summary.json'));
  const listSummaries = (): string[] => readdirSync(folder).filter((name) => name.endsWith('.summary.json'));
  return { folder, reportsDir, toPath, write, prune, list, listSummaries };
}

describe('pruning exports', () => {
  it('leaves the newest N of those named alike, and takes the others with all that belongs to them', async () => {
    const { write, prune, list, listSummaries } = open();
    for (const day of [1, 2, 3, 4]) write(NAME(day), { transactions: `payments-2026-11-0${day}.csv` });
    expect(await prune(NAME(4), 2)).toEqual({ removed: [NAME(2), NAME(1)], problems: [] });
    expect(list()).toEqual([NAME(3), NAME(4), 'payments-2026-11-03.csv', 'payments-2026-11-04.csv']);
    expect(listSummaries()).toEqual([NAME(3), NAME(4)].map((name) => `${name}.summary.json`));
  });

  it('goes by the time at which they ended, not by their names, and never takes the new one', async () => {
    const { write, prune, list } = open();
    write('run-10.csv', { finishedAt: '2026-11-01T00:00:00.000Z' });
    write('run-9.csv', { finishedAt: '2026-11-03T00:00:00.000Z' });
    write('run-8.csv', { finishedAt: '2026-11-02T00:00:00.000Z' });
    expect(await prune('run-10.csv', 2)).toEqual({ removed: ['run-8.csv'], problems: [] });
    expect(list()).toEqual(['run-10.csv', 'run-9.csv']);
  });

  it('does nothing after an export that is in doubt or was stopped', async () => {
    const { write, prune, list } = open();
    for (const day of [1, 2, 3]) write(NAME(day));
    for (const exitCode of [1, 3, 130] as const) {
      expect(await prune(NAME(3), 1, { exitCode })).toEqual({ removed: [], problems: [] });
    }
    expect(list()).toHaveLength(3);
  });

  it('does not count one in doubt, so that it drives out none that is sure', async () => {
    const { write, prune, list } = open();
    for (const day of [1, 2, 3, 4, 5]) write(NAME(day), { exitCode: day === 2 || day === 4 ? 1 : 0 });
    expect((await prune(NAME(5), 2)).removed).toEqual([NAME(2), NAME(1)]);
    expect(list()).toEqual([NAME(3), NAME(4), NAME(5)]);
  });

  it.each<readonly [string, Different]>([
    ['a command that is no export', { command: 'import' }],
    ['another output', { output: '/somewhere/else.csv' }],
    ['another organisation', { organisation: 'org-2' }],
    ['the other mode', { mode: 'TEST' }],
    ['an export that was stopped', { exitCode: 3 }],
    ['no time', { finishedAt: 'yesterday' }],
  ])('never takes a file whose certificate is of %s', async (_what, different) => {
    const { write, prune, list } = open();
    write(NAME(1));
    write(NAME(2), different);
    write(NAME(3));
    expect(await prune(NAME(3), 1)).toEqual({ removed: [NAME(1)], problems: [] });
    expect(list()).toEqual([NAME(2), NAME(3)]);
  });

  it('never takes what is named otherwise, has no certificate, or an unreadable one, or is a link', async () => {
    const { folder, toPath, write, prune, list } = open();
    const others = ['customers-2026-11-02.ndjson', 'partners-2026-11-02.csv', 'customers-2026-11.csv'];
    for (const name of others) write(name);
    writeFileSync(toPath(NAME(1)), 'mine');
    write(NAME(2));
    writeFileSync(toPath(`${NAME(2)}.summary.json`), '{"command":"export"');
    mkdirSync(join(folder, 'elsewhere'));
    write(NAME(3));
    renameSync(toPath(NAME(3)), join(folder, 'elsewhere', NAME(3)));
    symlinkSync(join(folder, 'elsewhere', NAME(3)), toPath(NAME(3)));
    write(NAME(4));
    const before = list();
    expect(await prune(NAME(4), 1)).toEqual({ removed: [], problems: [] });
    expect(list()).toEqual(before);
  });

  it('never takes one that was changed since, and says so', async () => {
    const { toPath, write, prune, list, listSummaries } = open();
    for (const day of [1, 2]) write(NAME(day));
    writeFileSync(toPath(NAME(1)), 'corrected by hand\n');
    const { removed, problems } = await prune(NAME(2), 1);
    expect(removed).toEqual([]);
    expect(problems).toEqual([
      `The old export ${NAME(1)} was not removed: it was changed since it was exported.`,
    ]);
    expect(list()).toEqual([NAME(1), NAME(2)]);
    expect(listSummaries()).toHaveLength(2);
  });

  it('never takes one that is being written, or whose next export was stopped', async () => {
    const { reportsDir, toPath, write, prune, list } = open();
    for (const day of [1, 2, 3, 4]) write(NAME(day));
    const lock = takeLock(toStatePaths(reportsDir, toPath(NAME(1))).lock, 'it', {
      clock: systemClock,
      pid: process.pid,
    });
    writeFileSync(toStatePaths(reportsDir, toPath(NAME(2))).store, '');
    const { removed, problems } = await prune(NAME(4), 1);
    lock.release();
    expect(removed).toEqual([NAME(3)]);
    expect(problems).toEqual([
      expect.stringContaining(`${NAME(2)} was not removed: another export to it has not come to its end.`),
      expect.stringContaining(`${NAME(1)} was not removed: Another process works on the export to`),
    ]);
    expect(list()).toEqual([NAME(1), NAME(2), NAME(4)]);
  });

  it('leaves transactions that an export which stays has too, or that are others by now', async () => {
    const { toPath, write, prune, list } = open();
    write(NAME(1), { transactions: 'replaced-1.csv' });
    writeFileSync(toPath('replaced-1.csv'), 'of somebody else\n');
    for (const day of [2, 3]) write(NAME(day), { transactions: 'always.csv' });
    expect((await prune(NAME(3), 1)).removed).toEqual([NAME(2), NAME(1)]);
    expect(list()).toEqual(['always.csv', NAME(3), 'replaced-1.csv']);
  });

  it('into a folder that is gone says so, and fails nothing', async () => {
    const { prune } = open();
    const { removed, problems } = await prune(join('gone', NAME(1)), 1);
    expect(removed).toEqual([]);
    expect(problems).toEqual([expect.stringContaining('Old exports could not be removed: ENOENT')]);
  });

  it('is refused where older exports can not be told by their names', () => {
    expect(() => assertPrunable('-')).toThrow('got `-`');
    expect(() => assertPrunable('exports-2026/customers.csv')).toThrow('a date or a number in its name');
    expect(() => assertPrunable('exports/customers-2026-11-22.csv')).not.toThrow();
  });
});
