/** Everything out: the customers are listed until the list is known to be whole, and then written to a file. */
import { existsSync } from 'node:fs';
import type { Writable } from 'node:stream';
import type { ExportOptions } from '../../config/options.js';
import { toIso } from '../../core/clock.js';
import { BulkError } from '../../core/errors.js';
import type { ExportKind, ExportStore, RecordFilter } from '../../journal/export-store.js';
import { toStopExitCode, type ExitCode } from '../../record/summary/exit-code.js';
import { parseTarget, type ExportTarget } from '../../record/export/format.js';
import {
  SUMMARY_ENDING,
  writeExportSummary,
  type Certificate,
  type ExportSummary,
  type ListCertificate,
  type OwnedSummary,
} from '../../record/export/summary.js';
import { assertWritable } from '../../record/table/write-error.js';
import { openClient, toClientOptions } from '../connect.js';
import type { Connection, JobDeps } from '../deps.js';
import { toExportCommand } from '../command-text.js';
import { writeCustomers, writeTransactions } from './files.js';
import type { ListingState } from '../listing/list-completely.js';
import { listEverything } from './list.js';
import { openState, type ExportState } from './state.js';
import { Stop, type StoppableDeps } from '../stop.js';
import { work, type WorkDone } from '../work.js';

/** An export's end: its summary, and the files that were written. */
export interface ExportReport {
  readonly summary: ExportSummary;
  readonly files: readonly string[];
}

interface Targets {
  readonly customers: ExportTarget;
  readonly transactions: ExportTarget | undefined;
}

interface WrittenHashes {
  readonly customers: string;
  readonly transactions: string | null;
}

/**
 * Exports all customers. What was listed is kept until the file is written, so that the same export continues where it stopped.
 * Throws `BulkError` where nothing was begun; an export that stops later says so in its summary, and leaves the file alone
 * that was there before.
 */
export async function exportCustomers(
  options: ExportOptions,
  connection: Connection,
  deps: JobDeps & { readonly stdout: Writable },
): Promise<ExportReport> {
  const stop = new Stop(deps.signal);
  const targets = toTargets(options);
  toClientOptions(connection, options, { ...deps, stop });
  for (const path of [options.output, options.transactions])
    if (path !== undefined && path !== '-') assertWritable(path);
  const state = openState(options, connection, deps);
  let isDone = false;
  try {
    const report = await carryOut(state, targets, options, connection, { ...deps, stop });
    isDone = report.summary.stopped === null;
    return report;
  } finally {
    state.close(isDone);
  }
}

function toTargets({ output, transactions }: ExportOptions): Targets {
  if (output === transactions) {
    throw new BulkError('config_invalid', 'Expected `--transactions` to be another file than `--output`.');
  }
  return {
    customers: parseTarget(output, '--output'),
    transactions: transactions === undefined ? undefined : parseTarget(transactions, '--transactions'),
  };
}

async function carryOut(
  state: ExportState,
  targets: Targets,
  options: ExportOptions,
  connection: Connection,
  deps: StoppableDeps & { readonly stdout: Writable },
): Promise<ExportReport> {
  const { store } = state;
  const filter = { includeDeleted: options.includeDeleted, createdFrom: options.createdAfter };
  let written: WrittenHashes | undefined;
  const task = async (counted: StoppableDeps & { readonly stdout: Writable }): Promise<void> => {
    await list(state, options, filter, connection, counted);
    written = await write(store, targets, options, filter, counted);
  };
  const done = await work(task, options, deps, store.info);
  const summary = toSummary(state, targets, written, done, filter, { options, connection, deps });
  const files = [options.output, ...(options.transactions === undefined ? [] : [options.transactions])];
  if (summary.stopped === null && options.output !== '-') {
    const path = options.output + SUMMARY_ENDING;
    await writeExportSummary(path, summary);
    files.push(path);
  }
  const isThere = (path: string): boolean => summary.stopped === null && path !== '-' && existsSync(path);
  return { summary, files: files.filter(isThere) };
}

async function list(
  state: ExportState,
  options: ExportOptions,
  filter: RecordFilter,
  connection: Connection,
  deps: StoppableDeps,
): Promise<void> {
  const api = openClient(connection, options, deps);
  try {
    state.confirm(await api.readAccount());
    await listEverything(state.store, api, options, filter, deps.emit);
  } finally {
    await api.close();
  }
}

async function write(
  store: ExportStore,
  { customers, transactions }: Targets,
  options: ExportOptions,
  filter: RecordFilter,
  { stop, stdout, emit }: StoppableDeps & { readonly stdout: Writable },
): Promise<WrittenHashes> {
  const deps = { stdout, emit, signal: stop.signal };
  return {
    customers: await writeCustomers(store, customers, options, filter, deps),
    transactions:
      transactions === undefined ? null : await writeTransactions(store, transactions, filter, deps),
  };
}

interface Setting {
  readonly options: ExportOptions;
  readonly connection: Connection;
  readonly deps: StoppableDeps;
}

function toSummary(
  { store, startedAt }: ExportState,
  { customers: target }: Targets,
  written: WrittenHashes | undefined,
  { stats, workedMs }: WorkDone,
  filter: RecordFilter,
  { options, connection, deps }: Setting,
): ExportSummary {
  const { stop, clock, program } = deps;
  const stopped = written === undefined ? stop.stopped : null;
  const account = store.info.get('account');
  const certificate = toCertificate(store, filter, written);
  const addresses = options.addresses ? toOwned(store, 'address', filter) : null;
  const isSure = certificate.complete && addresses?.list?.complete !== false;
  const exitCode: ExitCode = stopped === null ? (isSure ? 0 : 1) : toStopExitCode(stopped.reason, stop.by);
  return {
    schemaVersion: 1,
    command: 'export',
    output: options.output,
    format: target.format,
    mode: account?.mode ?? null,
    baseUrl: connection.baseUrl,
    organisation: account?.orgId ?? null,
    startedAt: toIso(startedAt),
    finishedAt: toIso(clock.now()),
    durationMs: workedMs,
    certificate,
    addresses,
    transactions:
      options.transactions === undefined
        ? null
        : {
            ...toOwned(store, 'transaction', filter),
            output: options.transactions,
            sha256: written?.transactions ?? null,
          },
    requests: stats.toSummary(),
    stopped,
    resume: stopped === null || options.output === '-' ? null : toExportCommand(program, options, connection),
    exitCode,
  };
}

function toCertificate(
  store: ExportStore,
  filter: RecordFilter,
  written: WrittenHashes | undefined,
): Certificate {
  const { first, last } = store.findCreationSpan('customer', filter);
  return {
    customers: store.count('customer', filter),
    ...toListCertificate(store, 'customer'),
    firstCreatedAt: first === null ? null : toIso(first),
    lastCreatedAt: last === null ? null : toIso(last),
    sha256: written?.customers ?? null,
  };
}

function toOwned(store: ExportStore, kind: ExportKind, filter: RecordFilter): OwnedSummary {
  const isListed = kind === 'address' && store.info.get('addressesByOwner') !== true;
  return { count: store.countOfOwners(kind, filter), list: isListed ? toListCertificate(store, kind) : null };
}

function toListCertificate(store: ExportStore, kind: ExportKind): ListCertificate {
  const state = store.info.get(`listing:${kind}`) as ListingState | undefined;
  const unread = { complete: false, reason: 'The list was not read to its end.' };
  return {
    ...(state?.verdict ?? unread),
    pages: state?.pages ?? 0,
    repeats: state?.repeats ?? 0,
    missed: state?.missed ?? 0,
    relistings: Math.max(0, (state?.pass ?? 1) - 1),
  };
}
