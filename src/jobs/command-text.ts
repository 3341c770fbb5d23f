/** Commands as a person types them, for messages and pages. */
import { DEFAULT_REPORTS_DIR } from '../config/options/run.js';
import type { ExportOptions } from '../config/options.js';
import { toIso } from '../core/clock.js';
import type { Connection } from './deps.js';
import { toShellWord } from './shell-word.js';

interface ReportsPlace {
  readonly reportsDir: string;
}

export function toRunCommand(
  program: string,
  command: 'resume' | 'apply',
  runId: string,
  place: ReportsPlace,
): string {
  return [program, command, toShellWord(runId), ...toPlaceWords(place)].join(' ');
}

/** Imports what a comparison wrote. */
export function toFixupCommand(
  program: string,
  fixup: string,
  { endpoint }: Pick<Connection, 'endpoint'>,
  place: ReportsPlace,
): string {
  const sandbox = endpoint === 'sandbox' ? ['--sandbox'] : [];
  return [program, 'import', toShellWord(fixup), ...sandbox, ...toPlaceWords(place)].join(' ');
}

/** Continues an export. */
export function toExportCommand(
  program: string,
  options: ExportOptions,
  { endpoint }: Pick<Connection, 'endpoint'>,
): string {
  const { output, fields, addresses, transactions, createdAfter, includeDeleted, bom } = options;
  const words = [
    ...[program, 'export', '--output', toShellWord(output)],
    ...(fields === undefined ? [] : ['--fields', toShellWord(fields.join(','))]),
    ...(addresses ? ['--addresses'] : []),
    ...(transactions === undefined ? [] : ['--transactions', toShellWord(transactions)]),
    ...(createdAfter === undefined ? [] : ['--created-after', toIso(createdAfter)]),
    ...(includeDeleted ? ['--include-deleted'] : []),
    ...(bom === true ? ['--bom'] : []),
    ...toPlaceWords(options),
    ...(endpoint === 'sandbox' ? ['--sandbox'] : ['--base-url', toShellWord(endpoint)]),
  ];
  return words.join(' ');
}

/** Nothing where the reports are in the default folder. */
function toPlaceWords({ reportsDir }: ReportsPlace): string[] {
  return reportsDir === DEFAULT_REPORTS_DIR ? [] : ['--reports-dir', toShellWord(reportsDir)];
}
