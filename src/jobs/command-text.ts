/** Commands as a person types them, for messages and pages. */
import { DEFAULT_REPORTS_DIR } from '../config/options/run.js';
import type { ExportOptions } from '../config/options.js';
import { CHANGE_KINDS, MOST_CHANGES } from '../core/changes.js';
import { toIso } from '../core/clock.js';
import { VENDOR_BASE_URL } from '../config/options/connection.js';
import type { ChangeTotals } from '../record/changes/change-digest.js';
import type { Connection, JobDeps } from './deps.js';
import { toShellWord } from './shell-word.js';

interface ReportsPlace {
  readonly reportsDir: string;
}

/** How this program was started. */
export type Start = Pick<JobDeps, 'program' | 'configurationWords'>;

export function toRunCommand(
  start: Start,
  command: 'resume' | 'apply' | 'undo' | 'show' | 'review',
  runId: string,
  place: ReportsPlace,
): string {
  const words = [start.program, command, toShellWord(runId), ...toPlaceWords(place)];
  return [...words, ...toConfigurationWords(start)].join(' ');
}

/** Shows all changes of a run: on a screen up to `MOST_CHANGES` of a kind, and else as lines of JSON. */
export function toChangesCommand(
  { program, configurationWords = [] }: Start,
  runId: string,
  { reportsDir, reveal = false }: ReportsPlace & { readonly reveal?: boolean | undefined },
  totals: readonly ChangeTotals[],
): string {
  const most = Math.max(...totals.flatMap(({ counts }) => CHANGE_KINDS.map((kind) => counts[kind])));
  const all = most > MOST_CHANGES ? ['--ndjson'] : ['--first', String(most)];
  const words = [program, 'show', toShellWord(runId), '--changes', ...all, ...(reveal ? ['--reveal'] : [])];
  // Reading a run's folder takes no credential.
  const at = configurationWords.indexOf('--credentials');
  const configured = at < 0 ? configurationWords : configurationWords.toSpliced(at, 2);
  return [...words, ...toPlaceWords({ reportsDir }), ...configured.map(toShellWord)].join(' ');
}

/** Imports what a comparison wrote. `endpoint`: `sandbox`, a base URL, or an export, which does not say where its customers are. */
export function toFixupCommand(
  start: Start,
  fixup: string,
  { endpoint }: Pick<Connection, 'endpoint'>,
  place: ReportsPlace,
): string {
  const where = /^(https?:\/\/|sandbox$)/i.test(endpoint) ? toEndpointWords(endpoint) : [];
  const words = [start.program, 'import', toShellWord(fixup), ...where, ...toPlaceWords(place)];
  return [...words, ...toConfigurationWords(start)].join(' ');
}

/** Continues an export. */
export function toExportCommand(
  start: Start,
  options: ExportOptions,
  { endpoint }: Pick<Connection, 'endpoint'>,
): string {
  const { output, fields, addresses, transactions, createdAfter, includeDeleted, bom } = options;
  const words = [
    ...[start.program, 'export', '--output', toShellWord(output)],
    ...(fields === undefined ? [] : ['--fields', toShellWord(fields.join(','))]),
    ...(addresses ? ['--addresses'] : []),
    ...(transactions === undefined ? [] : ['--transactions', toShellWord(transactions)]),
    ...(createdAfter === undefined ? [] : ['--created-after', toIso(createdAfter)]),
    ...(includeDeleted ? ['--include-deleted'] : []),
    ...(bom === true ? ['--bom'] : []),
    ...toPlaceWords(options),
    ...toEndpointWords(endpoint),
    ...toConfigurationWords(start),
  ];
  return words.join(' ');
}

/** Nothing for the vendor's own API. */
function toEndpointWords(endpoint: string): string[] {
  if (endpoint === 'sandbox') return ['--sandbox'];
  return endpoint === VENDOR_BASE_URL ? [] : ['--base-url', toShellWord(endpoint)];
}

function toConfigurationWords({ configurationWords = [] }: Start): string[] {
  return configurationWords.map(toShellWord);
}

/** Nothing where the reports are in the default folder. */
function toPlaceWords({ reportsDir }: ReportsPlace): string[] {
  return reportsDir === DEFAULT_REPORTS_DIR ? [] : ['--reports-dir', toShellWord(reportsDir)];
}
