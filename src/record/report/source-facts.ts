import { basename } from 'node:path';
import type { SourceFormat } from '../../core/types.js';
import type { Summary } from '../summary/summary.js';
import { toDuration, toGrouped } from '../summary/text-table.js';
import type { Fact } from './sections/facts.js';
import { toTimeHtml } from './time.js';

/** What people call the source. */
export function toSourceName({ path, name }: Summary['source']): string {
  if (name !== undefined) return name;
  return path === '-' ? 'standard input' : basename(path);
}

/** Which file it was, exactly, and when. */
export function toSourceFacts(summary: Summary, format: SourceFormat): Fact[] {
  const { source } = summary;
  return [
    { name: 'File', value: source.path === '-' ? 'standard input' : source.path },
    ...(source.name === undefined ? [] : [{ name: 'Name', value: source.name }]),
    { name: 'Rows', value: toGrouped(source.rows) },
    { name: 'Read as', value: toFormatText(format) },
    { name: 'SHA-256', value: source.sha256 },
    { name: 'Begun', value: toTimeHtml(summary.startedAt) },
    { name: 'Took', value: toDuration(summary.durationMs) },
    { name: 'Run', value: summary.runId },
    { name: 'Folder', value: summary.runDir },
  ];
}

function toFormatText({ kind, encoding, delimiter }: SourceFormat): string {
  const cells =
    delimiter === '' ? '' : `, cells divided by ${delimiter === '\t' ? 'tabs' : `"${delimiter}"`}`;
  return `${kind}${encoding === '' ? '' : `, ${encoding}`}${cells}`;
}
