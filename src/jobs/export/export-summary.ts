/** The summary of an export: its certificate, and the figures of what was listed. */
import type { ExportOptions } from '../../config/options.js';
import { toIso } from '../../core/clock.js';
import type { ExportStore } from '../../journal/export-store.js';
import type { ExportKind, RecordFilter } from '../../journal/record-filter.js';
import type { ExportTarget } from '../../record/export/format.js';
import type {
  Certificate,
  ExportSummary,
  ListCertificate,
  OwnedSummary,
} from '../../record/export/summary.js';
import { toStopExitCode, type ExitCode } from '../../record/summary/exit-code.js';
import { toExportCommand } from '../command-text.js';
import type { Connection } from '../deps.js';
import type { ListingState } from '../listing/listing-state.js';
import type { StoppableDeps } from '../stop.js';
import type { WorkDone } from '../work.js';
import type { ExportState } from './state.js';

export interface Targets {
  readonly customers: ExportTarget;
  readonly transactions: ExportTarget | undefined;
}

export interface WrittenHashes {
  /** Null: the reader of standard output wanted no more. */
  readonly customers: string | null;
  readonly transactions: string | null;
}

export interface ExportJob {
  readonly state: ExportState;
  readonly targets: Targets;
  readonly options: ExportOptions;
  readonly filter: RecordFilter;
  readonly connection: Connection;
}

export function toExportSummary(
  { state, targets, options, filter, connection }: ExportJob,
  written: WrittenHashes | undefined,
  { stats, workedMs }: WorkDone,
  deps: StoppableDeps,
): ExportSummary {
  const { store, startedAt } = state;
  const { stop, clock } = deps;
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
    format: targets.customers.format,
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
    resume: stopped === null || options.output === '-' ? null : toExportCommand(deps, options, connection),
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
