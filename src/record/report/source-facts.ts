import { toSourceName } from '../../core/source-name.js';
import type { SourceFormat } from '../../core/types.js';
import { toGrouped } from '../../core/count-text.js';
import type { Summary } from '../summary/summary.js';
import { toDuration } from '../summary/text-table.js';
import type { Fact } from './sections/facts.js';
import { toTimeHtml } from './time.js';

/** What a title calls the source. */
export function toSourceLabel({ path, name }: Summary['source']): string {
  if (name !== undefined) return name;
  return path === '-' ? 'standard input' : toSourceName(path);
}

/** Which file it was, and when. */
export function toSourceFacts({ durationMs, runId, source, startedAt }: Summary): Fact[] {
  return [
    { name: 'File', value: source.path === '-' ? 'standard input' : source.path },
    ...(source.name === undefined ? [] : [{ name: 'Name', value: source.name }]),
    { name: 'Rows', value: toGrouped(source.rows) },
    { name: 'Begun', value: toTimeHtml(startedAt) },
    { name: 'Took', value: toDuration(durationMs) },
    { name: 'Run', value: runId },
  ];
}

/** Which file it was exactly, how it was read, and where its report is. */
export function toReadingFacts({ runDir, source }: Summary, format: SourceFormat): Fact[] {
  return [
    { name: 'Read as', value: toFormatText(format) },
    { name: 'SHA-256', value: source.sha256 },
    { name: 'Folder', value: runDir },
  ];
}

function toFormatText({ kind, encoding, delimiter }: SourceFormat): string {
  const cells =
    delimiter === '' ? '' : `, cells divided by ${delimiter === '\t' ? 'tabs' : `"${delimiter}"`}`;
  return `${kind}${encoding === '' ? '' : `, ${encoding}`}${cells}`;
}
