/** Runs what a seed has drawn, with its stops and its kill, and gives everything that is untrue of it. */
import { existsSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { isBulkError } from '../../src/core/errors.js';
import { testCredential, type SandboxSnapshot } from '../../src/sandbox/index.js';
import { ask } from '../sandbox/support.js';
import { runProgram } from '../support/program.js';
import {
  openBench,
  toCsv,
  type Flags,
  type ImportBench,
  type ImportResult,
  type RunHooks,
} from '../support/run-import.js';
import { checkTruth, type RunTruth } from './check-truth.js';
import { checkUndo } from './check-undo.js';
import type { Circumstances } from './expected-codes.js';
import { CALM, type Vendor } from './random-vendor.js';
import type { Scenario } from './random-scenario.js';

/** Sessions of one run before the trouble ends, and before it is given up. */
const CALM_AFTER = 6;
const MAX_SESSIONS = 12;
const REQUESTS_PER_ROW = 40;
const REQUESTS_PER_SESSION = 500;

export interface DriveOptions {
  /** Whether the first session may be the built program, killed. */
  readonly kills: boolean;
}

/** One run: how its first session starts, and what it is to be held against. */
interface Chapter {
  readonly id: string;
  readonly title: string;
  readonly stops: readonly number[];
  readonly start: (hooks: RunHooks) => Promise<ImportResult>;
  readonly check: (result: ImportResult, before: SandboxSnapshot, isCalm: boolean) => string[];
}

/** A truth's part that is the same in all runs of a scenario. */
type Frame = Pick<RunTruth, 'rows' | 'isDryRun' | 'mode'> & { readonly clears: boolean };

/** Everything untrue that was found. */
export async function drive(vendor: Vendor, scenario: Scenario, { kills }: DriveOptions): Promise<string[]> {
  const bench = await openVendor(vendor, scenario);
  const flags = await toFlags(bench, scenario);
  bench.sandbox.configure({ ...vendor });
  const base: Frame = { rows: scenario.rows, isDryRun: false, clears: false, mode: flags.mode ?? 'upsert' };
  const toCheck = (frame: Frame) => makeCheck(bench, vendor, scenario, flags, frame);
  const original = bench.sandbox.snapshot();
  const first = await runChapter(bench, {
    id: 'r',
    title: 'import',
    stops: scenario.stops,
    start: (hooks) =>
      kills && scenario.killAt !== undefined
        ? startKilled(bench, flags, scenario.killAt, hooks)
        : bench.run(flags, hooks),
    check: toCheck(base),
  });
  return first.length > 0 ? first : followUp({ bench, vendor, scenario, flags, base, toCheck, original });
}

interface Story {
  readonly bench: ImportBench;
  readonly vendor: Vendor;
  readonly scenario: Scenario;
  readonly flags: Flags;
  readonly base: Frame;
  readonly toCheck: (frame: Frame) => Chapter['check'];
  /** Before the first run. */
  readonly original: SandboxSnapshot;
}

async function followUp({
  bench,
  vendor,
  scenario,
  flags,
  base,
  toCheck,
  original,
}: Story): Promise<string[]> {
  const { sequel, laterRows, laterStops: stops } = scenario;
  await writeFile(bench.source, toCsv(laterRows));
  bench.sandbox.configure({ ...vendor });
  const later: Flags = { ...flags, runId: 's' };
  const frame: Frame = { ...base, rows: laterRows };
  const run = (more: Flags, changed: Partial<Frame> = {}): Promise<string[]> =>
    runChapter(bench, {
      id: 's',
      title: sequel,
      stops,
      start: (hooks) => bench.run({ ...later, ...more }, hooks),
      check: toCheck({ ...frame, ...changed }),
    });
  switch (sequel) {
    case 'again':
    case 'changes':
      return run({});
    case 'clear':
      return run({ blank: 'clear' }, { clears: true });
    case 'create':
      return run({ mode: 'create' }, { mode: 'create' });
    case 'plan': {
      const planned = await run({ dryRun: true }, { isDryRun: true });
      if (planned.length > 0) return planned;
      return runChapter(bench, {
        id: 's',
        title: 'apply',
        stops,
        start: (hooks) => bench.apply('s', {}, hooks),
        check: toCheck(frame),
      });
    }
    case 'undo':
    case 'undo-delete':
      return runChapter(bench, {
        id: 'r-undo',
        title: sequel,
        stops,
        start: (hooks) =>
          bench.undo(
            'r',
            { deleteCreated: sequel === 'undo-delete', timeout: 0.4, maxErrors: 'none' },
            hooks,
          ),
        check: ({ rows, summary }, before, isCalm) =>
          checkUndo({
            lines: rows,
            original,
            before,
            after: bench.sandbox.snapshot(),
            stopped: summary.stopped?.reason ?? null,
            deletes: sequel === 'undo-delete',
            circumstances: toCircumstances(vendor, scenario, flags, { isCalm, clears: true }),
          }),
      });
    default:
      return sequel satisfies never;
  }
}

/** The sandbox with who is there before, made while it answers as the reference says. */
async function openVendor(vendor: Vendor, scenario: Scenario): Promise<ImportBench> {
  const { createdAtSkewMs = 0 } = vendor;
  const bench = await openBench(scenario.rows, {
    sandbox: { seedCustomers: scenario.seeds, faults: { createdAtSkewMs } },
  });
  const { flags, hasSharedSubAccount, addressed } = scenario;
  if (flags.subAccount !== undefined || hasSharedSubAccount) return bench;
  for (const { uid, externalId } of bench.sandbox.snapshot().customers) {
    if (!addressed.includes(externalId)) continue;
    const body = { label: externalId, asset: 'BTC', accountId: 'wallet-a', customerId: uid };
    await ask(bench.sandbox, 'POST /addresses', body);
  }
  return bench;
}

async function toFlags(bench: ImportBench, { flags, hasSharedSubAccount }: Scenario): Promise<Flags> {
  if (!hasSharedSubAccount) return flags;
  const body = { name: 'Shared', externalId: 'shared', metaData: {} };
  const answer = await ask(bench.sandbox, 'POST /accounts/wallet-a/sub-accounts', body);
  return { ...flags, subAccountId: answer.body.data.uid };
}

function makeCheck(
  bench: ImportBench,
  vendor: Vendor,
  scenario: Scenario,
  flags: Flags,
  { clears, ...frame }: Frame,
): Chapter['check'] {
  return ({ rows: lines, summary }, before, isCalm) =>
    checkTruth({
      ...frame,
      lines,
      counts: { ...summary.counts },
      addressCounts: { ...summary.addresses },
      before,
      after: bench.sandbox.snapshot(),
      stopped: summary.stopped?.reason ?? null,
      provisionAddress: flags.provisionAddress === true,
      circumstances: toCircumstances(vendor, scenario, flags, { isCalm, clears }),
    });
}

function toCircumstances(
  vendor: Vendor,
  { stops, laterStops, killAt }: Scenario,
  flags: Flags,
  { isCalm, clears }: Pick<Circumstances, 'isCalm' | 'clears'>,
): Circumstances {
  return {
    vendor,
    isCalm,
    wasStopped: stops.length + laterStops.length > 0 || killAt !== undefined,
    clears,
    match: (flags.match ?? 'uid,externalId,email').split(','),
    emailUnique: flags.emailUnique !== false,
    zipcode: flags.zipcode ?? 'auto',
    hasSubAccounts: flags.subAccount !== undefined,
  };
}

/** Runs, is stopped, resumes until the run ends; then once more the rows that failed, when the trouble is over. */
async function runChapter(bench: ImportBench, chapter: Chapter): Promise<string[]> {
  const { sandbox } = bench;
  const before = sandbox.snapshot();
  sandbox.resetStats();
  let sessions = 1;
  let result = await attempt(bench, chapter, stopAfter(chapter.stops[0]));
  while (isToBeResumed(result) && sessions < MAX_SESSIONS) {
    if (sessions === CALM_AFTER) sandbox.configure(CALM);
    const hooks = stopAfter(chapter.stops[sessions]);
    const { runId } = result.summary;
    result = await attempt(bench, { ...chapter, start: () => bench.resume(runId, {}, hooks) }, hooks);
    sessions += 1;
  }
  if (typeof result === 'string') {
    // If nothing was changed there is nothing to undo.
    return result.includes('nothing_to_undo') ? [] : [`${chapter.title}: ${result}`];
  }
  const found = chapter.check(result, before, false);
  sandbox.configure(CALM);
  if (result.summary.stopped === null && !result.summary.dryRun && found.length === 0) {
    result = await bench.resume(result.summary.runId, { failed: true });
    sessions += 1;
    found.push(...chapter.check(result, before, true).map((fault) => `once more: ${fault}`));
  }
  found.push(...checkRequests(bench, result, sessions));
  return found.map((fault) => `${chapter.title}: ${fault}`);
}

/** The result of a session, or why it could not begin. */
async function attempt(
  bench: ImportBench,
  { id, start }: Chapter,
  hooks: RunHooks,
): Promise<ImportResult | string> {
  try {
    return await start(hooks);
  } catch (error) {
    if (!isBulkError(error)) throw error;
    // Refused before it was a run: it is started again.
    if (error.code === 'server_unreachable' && !existsSync(join(bench.folder, 'reports', id))) {
      bench.sandbox.configure(CALM);
      return start(hooks);
    }
    return `it could not begin: ${error.code} ${error.message}`;
  }
}

function isToBeResumed(result: ImportResult | string): result is ImportResult {
  if (typeof result === 'string') return false;
  const reason = result.summary.stopped?.reason;
  return reason === 'interrupted' || reason === 'server_unreachable';
}

function stopAfter(requests = Infinity): RunHooks {
  let left = requests;
  return {
    onEvent: (event, interrupt) => {
      if (event.type === 'request' && (left -= 1) === 0) interrupt();
    },
  };
}

function checkRequests(
  { sandbox }: ImportBench,
  { rows, summary }: ImportResult,
  sessions: number,
): string[] {
  const { total, throttled, requests } = sandbox.stats();
  const allowed = REQUESTS_PER_ROW * rows.length + REQUESTS_PER_SESSION * sessions;
  const writes = Object.keys(requests).filter((label) => !label.startsWith('GET '));
  return [
    ...(total - throttled > allowed ? [`${total} requests for ${rows.length} rows`] : []),
    ...(summary.dryRun && writes.length > 0 ? [`a plan sent ${writes.join(', ')}`] : []),
  ];
}

/** The built program, killed at a state; what it left is resumed here. */
async function startKilled(
  bench: ImportBench,
  flags: Flags,
  killAt: string,
  hooks: RunHooks,
): Promise<ImportResult> {
  const reportsDir = join(bench.folder, 'reports');
  const args = ['import', bench.source, '--base-url', bench.sandbox.url, '--reports-dir', reportsDir];
  const end = await runProgram([...args, '--account-id', 'wallet-a', ...toArguments(flags)], {
    env: { BITPOWR_TOKEN: testCredential.token, BITPOWR_BULK_KILL_AT: killAt },
  });
  expect(end.stderr).not.toContain('error of its own');
  const id = flags.runId ?? 'r';
  if (existsSync(join(reportsDir, id, 'journal.sqlite'))) return bench.resume(id, {}, hooks);
  rmSync(join(reportsDir, id), { recursive: true, force: true });
  return bench.run(flags, hooks);
}

function toArguments(flags: Flags): string[] {
  return Object.entries(flags).flatMap(([name, value]) => {
    const option = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    if (value === true) return [`--${option}`];
    return value === false ? [`--no-${option}`] : [`--${option}`, String(value)];
  });
}
