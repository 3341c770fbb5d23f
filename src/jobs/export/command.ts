/** The command that goes on with an export, as a person types it. */
import type { ExportOptions } from '../../config/options.js';
import { toIso } from '../../core/clock.js';
import type { Connection } from '../deps.js';
import { toReportsDirWords } from '../reports-dir-words.js';
import { toShellWord } from '../shell-word.js';

export function toExportCommand(
  program: string,
  { output, fields, addresses, transactions, createdAfter, includeDeleted, reportsDir }: ExportOptions,
  { endpoint }: Connection,
): string {
  const words = [
    ...[program, 'export', '--output', toShellWord(output)],
    ...(fields === undefined ? [] : ['--fields', toShellWord(fields.join(','))]),
    ...(addresses ? ['--addresses'] : []),
    ...(transactions === undefined ? [] : ['--transactions', toShellWord(transactions)]),
    ...(createdAfter === undefined ? [] : ['--created-after', toIso(createdAfter)]),
    ...(includeDeleted ? ['--include-deleted'] : []),
    ...toReportsDirWords(reportsDir),
    ...(endpoint === 'sandbox' ? ['--sandbox'] : ['--base-url', toShellWord(endpoint)]),
  ];
  return words.join(' ');
}
