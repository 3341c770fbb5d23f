/** Several programs at one account on one machine: no customer and no address twice, and each program says what it met. */
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Sandbox, SandboxFaults } from '../../src/sandbox/index.js';
import { runCommand, type CommandEnd } from '../support/command.js';
import { expectExactlyOnce } from '../support/durable.js';
import { startGate, type Gate } from '../support/gate.js';
import {
  makeFolder,
  openSandbox,
  readRun,
  startProgram,
  toCustomersCsv,
  waitForEnd,
  type ProgramEnd,
} from '../support/program.js';
import { bySize } from '../support/size.js';

const ROWS = 40;
const SEEDS = bySize({ small: [1], full: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] });
/** What a run was begun with is kept; one that its limit stopped needs another. */
const NO_LIMIT = ['--max-requests', '100000'];
const PIPES = bySize({ small: ['two reports folders'], full: ['one reports folder', 'two reports folders'] });
const ADDRESSES = ['--provision-address', '--account-id', 'wallet-a'];

interface Program {
  readonly child: ChildProcessWithoutNullStreams;
  readonly end: Promise<ProgramEnd>;
  /** What it has said on stderr so far. */
  readonly said: () => string;
}

interface Town {
  readonly sandbox: Sandbox;
  readonly gate: Gate;
  readonly source: string;
  /** Starts a program that shares its state folder with the others. */
  begin(args: readonly string[], more?: Begin): Program;
  /** Runs a command to its end, while no other starts. */
  run(args: readonly string[]): Promise<CommandEnd>;
  /** Imports the source, with an address for each row, as run `r` in that folder. */
  beginImport(reportsDir: string, ...flags: readonly string[]): Program;
}

interface Begin {
  /** Comes through a pipe on stdin. */
  readonly input?: string;
  readonly state?: string;
}

const toImport = (source: string, reportsDir: string, ...flags: readonly string[]): readonly string[] => [
  ...['import', source, ...ADDRESSES, '--reports-dir', reportsDir, '--run-id', 'r', ...flags],
];

async function openTown(faults: Partial<SandboxFaults> = {}): Promise<Town> {
  const { sandbox, env } = await openSandbox({ faults });
  const gate = await startGate(sandbox);
  const shared = makeFolder();
  const source = join(makeFolder(), 'customers.csv');
  writeFileSync(source, toCustomersCsv(ROWS));
  const toEnv = (state: string) => ({ ...env, BITPOWR_BASE_URL: gate.baseUrl, XDG_STATE_HOME: state });
  const begin = (args: readonly string[], { input = '', state = shared }: Begin = {}): Program => {
    const child = startProgram(args, { env: toEnv(state) });
    child.stdin.end(input);
    let said = '';
    child.stderr.on('data', (text: Buffer | string) => (said += text.toString()));
    return { child, end: waitForEnd(child), said: () => said };
  };
  const beginImport = (reportsDir: string, ...flags: readonly string[]): Program =>
    begin(toImport(source, reportsDir, ...flags));
  const run = (args: readonly string[]) => runCommand(args, { env: toEnv(shared) });
  return { sandbox, gate, source, begin, run, beginImport };
}

/** Delays that differ, and answers that are lost though the request took effect. */
const toFaults = (seed: number): Partial<SandboxFaults> => ({
  seed,
  latencyMs: { min: 0, max: 20 },
  cutAfterRate: 0.05,
  faultsOn: ['POST'],
});

function expectNoTwins(sandbox: Sandbox): void {
  const { customers, addresses, duplicates } = sandbox.stats();
  expect({ customers, addresses, ...duplicates }).toEqual({
    customers: ROWS,
    addresses: ROWS,
    externalIds: 0,
    emails: 0,
    customersWithManyAddresses: 0,
  });
}

/** Resolves when one of them has ended, or says on stderr that it waits. */
async function untilOneGivesWay(programs: readonly Program[]): Promise<void> {
  const waits = ({ child, said }: Program): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (said().includes('Waiting up to')) resolve();
      };
      child.stderr.on('data', look);
      look();
    });
  await Promise.race(programs.flatMap((program) => [program.end, waits(program)]));
}

/** A program that has the account's lock: its first create is under way, and held. */
async function untilHeld({ gate }: Town): Promise<void> {
  await expect.poll(() => gate.countHeld()).toBeGreaterThan(0);
}

describe('one file imported at once from two reports folders', () => {
  it.each(SEEDS)('makes each customer and address once, and refuses the second (seed %i)', async (seed) => {
    const town = await openTown(toFaults(seed));
    // Where both of them came to list the customers, both continue at once.
    town.gate.close('GET /api/v1/customers', 2);
    const folders = [makeFolder(), makeFolder()];
    const programs = folders.map((folder) => town.beginImport(folder));
    await untilOneGivesWay(programs);
    town.gate.open();
    const ends = await Promise.all(programs.map(({ end }) => end));
    expectNoTwins(town.sandbox);
    expect(ends.map(({ status }) => status).sort()).toEqual([0, 4]);
    const holder = ends.findIndex(({ status }) => status === 0);
    const refused = ends[1 - holder];
    expect(refused?.stdout).toContain('Stopped (run_locked)');
    expect(refused?.stdout).toContain(`run r in ${folders[holder] ?? ''}`);
    expectExactlyOnce(town.sandbox, folders[holder] ?? '', 'r', { rows: ROWS, addresses: ROWS });
  });

  it.each(SEEDS.slice(0, 3))('takes turns with --wait-for-lock (seed %i)', async (seed) => {
    const town = await openTown(toFaults(seed));
    town.gate.close('GET /api/v1/customers', 2);
    const folders = [makeFolder(), makeFolder()];
    const programs = folders.map((folder) => town.beginImport(folder, '--wait-for-lock', '5m'));
    await untilOneGivesWay(programs);
    town.gate.open();
    const ends = await Promise.all(programs.map(({ end }) => end));
    expectNoTwins(town.sandbox);
    expect(ends.map(({ status }) => status)).toEqual([0, 0]);
    expect(ends.filter(({ stderr }) => stderr.includes('Waiting up to'))).toHaveLength(1);
    const counts = folders.map((folder) => readRun(folder).summary.counts);
    expect(counts.map(({ created, unchanged }) => created + unchanged)).toEqual([ROWS, ROWS]);
    expect(counts.map(({ unchanged }) => unchanged).sort((a, b) => a - b)).toEqual([0, ROWS]);
  });
});

/** A run that stopped on its way, and a copy of its folder. */
async function stopAndCopy(town: Town): Promise<{ original: string; copy: string }> {
  const original = makeFolder();
  const copy = join(makeFolder(), 'copy');
  const stopped = await town.run(toImport(town.source, original, '--max-requests', '25'));
  expect(stopped.status).toBe(3);
  cpSync(original, copy, { recursive: true });
  return { original, copy };
}

describe('a run folder', () => {
  it.each(SEEDS)('that is a copy is refused beside its original (seed %i)', async (seed) => {
    const town = await openTown(toFaults(seed));
    const { original, copy } = await stopAndCopy(town);
    town.gate.close('GET /api/v1/auth', 2);
    const programs = [original, copy].map((folder) =>
      town.begin(['resume', 'r', ...NO_LIMIT, '--reports-dir', folder]),
    );
    await untilOneGivesWay(programs);
    town.gate.open();
    const ends = await Promise.all(programs.map(({ end }) => end));
    expectNoTwins(town.sandbox);
    expect(ends.map(({ status }) => status)).toEqual([0, 2]);
    expect(ends[1]?.stderr).toContain('run_copied');
    expect(ends[1]?.stderr).toContain(join(original, 'r'));
    expect(ends[1]?.stderr).toContain(join(copy, 'r'));
    expectExactlyOnce(town.sandbox, original, 'r', { rows: ROWS, addresses: ROWS });
  });

  it('that was moved is resumed, and its new place is the original from then on', async () => {
    const town = await openTown(toFaults(1));
    const { original, copy } = await stopAndCopy(town);
    const moved = join(makeFolder(), 'moved');
    renameSync(original, moved);
    const end = await town.run(['resume', 'r', ...NO_LIMIT, '--reports-dir', moved]);
    expect(end.status).toBe(0);
    expectExactlyOnce(town.sandbox, moved, 'r', { rows: ROWS, addresses: ROWS });
    const again = join(makeFolder(), 'again');
    cpSync(moved, again, { recursive: true });
    const refused = await town.run(['undo', 'r', '--delete-created', '--reports-dir', again]);
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain('run_copied');
    expect(existsSync(copy)).toBe(true);
    expectNoTwins(town.sandbox);
  });
});

describe('while a run writes', () => {
  it('dry runs, comparisons and exports go on, from its reports folder as well', async () => {
    const town = await openTown();
    const reportsDir = makeFolder();
    town.gate.close();
    const writer = town.beginImport(reportsDir);
    await untilHeld(town);
    const dryRun = ['import', town.source, '--dry-run', '--reports-dir', reportsDir, '--run-id'];
    const ends = await Promise.all([
      town.begin([...dryRun, 'p']).end,
      town.begin(['export', '--output', '-', '--reports-dir', reportsDir]).end,
      town.run([...dryRun, 'q']),
    ]);
    const compare = ['reconcile', town.source, '--reports-dir', makeFolder(), '--max-drift', '100%'];
    ends.push(await town.run(compare));
    expect(ends.map(({ status }) => status)).toEqual([0, 0, 0, 0]);
    expect(town.sandbox.stats().customers).toBe(0);
    town.gate.open();
    expect((await writer.end).status).toBe(0);
    // A plan that was made meanwhile is no reason to make anyone twice.
    const applied = await town.run(['apply', 'p', '--reports-dir', reportsDir]);
    expect(applied.status).toBe(1);
    expectNoTwins(town.sandbox);
  });

  it('apply is refused, and so is undo', async () => {
    const town = await openTown();
    const reportsDir = makeFolder();
    const planned = await town.run(toImport(town.source, reportsDir, '--dry-run'));
    expect(planned.status).toBe(0);
    const one = join(makeFolder(), 'one.csv');
    writeFileSync(one, toCustomersCsv(1, 1));
    const done = await town.run(['import', one, '--reports-dir', reportsDir, '--run-id', 'one']);
    expect(done.status).toBe(0);
    town.gate.close();
    const writer = town.beginImport(makeFolder());
    await untilHeld(town);
    for (const command of [
      ['apply', 'r'],
      ['undo', 'one', '--delete-created'],
    ]) {
      expect((await town.run([...command, '--reports-dir', reportsDir])).status).toBe(4);
    }
    town.gate.open();
    expect((await writer.end).status).toBe(0);
    expectNoTwins(town.sandbox);
  });

  it('one that waits is refused when its time is up, and stops at once when it is interrupted', async () => {
    const town = await openTown();
    town.gate.close();
    const writer = town.beginImport(makeFolder());
    await untilHeld(town);
    const late = await town.run(toImport(town.source, makeFolder(), '--wait-for-lock', '0.2'));
    expect(late.status).toBe(4);
    const interrupted = town.beginImport(makeFolder(), '--wait-for-lock', '2h');
    await untilOneGivesWay([interrupted]);
    interrupted.child.kill('SIGINT');
    expect((await interrupted.end).status).toBe(130);
    town.gate.open();
    expect((await writer.end).status).toBe(0);
    expectNoTwins(town.sandbox);
  });

  it('and is killed, the next one has the account', async () => {
    const town = await openTown();
    town.gate.close();
    const writer = town.beginImport(makeFolder());
    await untilHeld(town);
    expect((await town.run(toImport(town.source, makeFolder()))).status).toBe(4);
    writer.child.kill('SIGKILL');
    await writer.end;
    town.gate.open('cut');
    expect((await town.run(toImport(town.source, makeFolder()))).status).toBe(0);
    expectNoTwins(town.sandbox);
  });
});

describe('two pipes on standard input', () => {
  it.each(PIPES)('from %s are imported one at a time', async (from) => {
    const town = await openTown();
    town.gate.close('GET /api/v1/customers', 2);
    const folder = makeFolder();
    const folders = [folder, from === 'one reports folder' ? folder : makeFolder()];
    const programs = folders.map((reportsDir, at) =>
      town.begin(['import', '-', ...ADDRESSES, '--reports-dir', reportsDir, '--run-id', `r${at}`], {
        input: readFileSync(town.source, 'utf8'),
      }),
    );
    await untilOneGivesWay(programs);
    town.gate.open();
    const ends = await Promise.all(programs.map(({ end }) => end));
    expectNoTwins(town.sandbox);
    expect(ends.map(({ status }) => status).sort()).toEqual([0, 4]);
    expect(ends.map(({ stdout, stderr }) => stdout + stderr).join('')).toContain('run_locked');
  });
});

describe('the state folder', () => {
  it('has a lock that is named by a hash, and nothing of a customer or a secret', async () => {
    const town = await openTown();
    const state = makeFolder();
    town.gate.close();
    const writer = town.begin(['import', town.source, '--reports-dir', makeFolder()], { state });
    await untilHeld(town);
    const folder = join(state, 'bitpowr-bulk', 'accounts');
    // SQLite keeps an empty journal of its own beside the lock.
    const names = readdirSync(folder)
      .filter((name) => !name.endsWith('-journal'))
      .sort();
    expect(names[0]).toMatch(/^[0-9a-f]{32}\.lock$/);
    expect(names).toEqual([names[0], `${names[0] ?? ''}.json`]);
    const note = JSON.parse(readFileSync(join(folder, names[1] ?? ''), 'utf8')) as Record<string, unknown>;
    expect(Object.keys(note).sort()).toEqual(['host', 'pid', 'since', 'work']);
    town.gate.open();
    expect((await writer.end).status).toBe(0);
    expect(readdirSync(folder)).toEqual([names[0]]);
  });

  it('that can not be made stops the run before anything is sent, and says which and why', async () => {
    const town = await openTown();
    const args = ['import', town.source, '--reports-dir', makeFolder()];
    const end = await town.begin(args, { state: town.source }).end;
    expect(end.status).toBe(3);
    expect(end.stdout).toContain('Stopped (output_unwritable)');
    expect(end.stdout).toContain(join(town.source, 'bitpowr-bulk', 'accounts'));
    expect(end.stdout).toContain('XDG_STATE_HOME');
    expect(town.sandbox.stats().customers).toBe(0);
  });
});
