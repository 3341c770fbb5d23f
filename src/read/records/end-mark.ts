/** The mark of a file's end (0x1A, from DOS) in the last cell, in front of the last line end. */
import type { SourceRecord } from './record.js';

export function endsInPadding(cells: readonly string[]): boolean {
  const last = cells[cells.length - 1] ?? '';
  return last.charCodeAt(last.length - 1) === 0x1a;
}

export function withoutPadding(record: SourceRecord): SourceRecord {
  let last = record.cells.at(-1) ?? '';
  while (last.endsWith('\x1a')) last = last.slice(0, -1);
  return { ...record, cells: [...record.cells.slice(0, -1), last] };
}
