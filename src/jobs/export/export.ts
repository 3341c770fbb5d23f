/** Everything out: the customers are listed until the list is known to be whole, and then written to a file. */
import { existsSync } from 'node:fs';
import type { Writable } from 'node:stream';
import type { ExportOptions } from '../../config/options.js';
import { BulkError } from '../../core/errors.js';
import { parseTarget } from '../../record/export/format.js';
import { SUMMARY_ENDING, writeExportSummary, type ExportSummary } from '../../record/export/summary.js';
import { assertWritable } from '../../record/table/write-error.js';
import { openClient, readAccount, toClientOptions } from '../connect.js';
import type { Connection, JobDeps } from '../deps.js';
import { Stop, type StoppableDeps } from '../stop.js';
import { work } from '../work.js';
import { toExportSummary, type ExportJob, type Targets, type WrittenHashes } from './export-summary.js';
import { writeCustomers, writeTransactions } from './files.js';
import { listEverything } from './list.js';
import { openState } from './state.js';

/** An export's end: its summary, and the files that were written. */
export interface ExportReport {
  readonly summary: ExportSummary;
  readonly files: readonly string[];
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
  const isNew = state.store.info.get('account') === undefined;
  try {
    const filter = { includeDeleted: options.includeDeleted, createdFrom: options.createdAfter };
    const report = await carryOut({ state, targets, options, filter, connection }, { ...deps, stop });
    const { stopped } = report.summary;
    // A new export whose credential is wrong has nothing to continue.
    const isRefused = isNew && stopped?.reason === 'credential_rejected';
    // What was listed can't be relied on.
    const isContradicted = stopped?.reason === 'list_contradicts';
    isDone = stopped === null || isRefused || isContradicted;
    if (isRefused) {
      throw new BulkError(stopped.reason, stopped.message, {
        hint: 'Correct the credential, then type the command again.',
      });
    }
    return report;
  } finally {
    state.close(isDone);
  }
}

function toTargets({ output, transactions, bom }: ExportOptions): Targets {
  if (output === transactions) {
    throw new BulkError('config_invalid', 'Expected `--transactions` to be another file than `--output`.');
  }
  return {
    customers: { ...parseTarget(output, '--output'), bom },
    transactions:
      transactions === undefined ? undefined : { ...parseTarget(transactions, '--transactions'), bom },
  };
}

type ExportDeps = StoppableDeps & { readonly stdout: Writable };

async function carryOut(job: ExportJob, deps: ExportDeps): Promise<ExportReport> {
  const { options, state } = job;
  let written: WrittenHashes | undefined;
  const task = async (counted: ExportDeps): Promise<void> => {
    await list(job, counted);
    written = await write(job, counted);
  };
  const done = await work(task, options, deps, state.store.info);
  const summary = toExportSummary(job, written, done, deps);
  const files = [options.output, ...(options.transactions === undefined ? [] : [options.transactions])];
  if (summary.stopped === null && options.output !== '-') {
    const path = options.output + SUMMARY_ENDING;
    await writeExportSummary(path, summary);
    files.push(path);
  }
  const isThere = (path: string): boolean => summary.stopped === null && path !== '-' && existsSync(path);
  return { summary, files: files.filter(isThere) };
}

async function list({ state, options, filter, connection }: ExportJob, deps: StoppableDeps): Promise<void> {
  const api = openClient(connection, options, deps);
  try {
    state.confirm(await readAccount(api, connection));
    await listEverything(state.store, api, { ...options, filter }, deps.emit);
  } finally {
    await api.close();
  }
}

async function write(
  { state, targets, options, filter }: ExportJob,
  { stop, stdout, emit }: ExportDeps,
): Promise<WrittenHashes> {
  const { store } = state;
  const { customers, transactions } = targets;
  const deps = { stdout, emit, signal: stop.signal };
  return {
    customers: await writeCustomers(store, customers, { ...options, filter }, deps),
    transactions:
      transactions === undefined ? null : await writeTransactions(store, transactions, filter, deps),
  };
}
