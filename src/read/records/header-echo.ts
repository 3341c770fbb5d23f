/** The header once more, at the head of a page or of a file that was appended. */
import { isBlank } from './record.js';

/** `same`: the header. `other`: names of columns, but others, or in another order. */
export type Echo = 'same' | 'other';

/** Of the cells of a row, this part must be names of columns for the row to be a header. */
const ENOUGH = 0.6;

/** Returns a function that recognises the header among the rows. It is quick for rows that don't begin like a name of a column. */
export function makeHeaderEcho(header: readonly string[]): (cells: readonly string[]) => Echo | undefined {
  const comparable = header.map(toComparable);
  const names = new Set(comparable.filter((name) => name !== ''));
  // With one column, a value could be called like it.
  if (names.size < 2) return () => undefined;
  const first = comparable.findIndex((name) => name !== '');
  const begins = new Set([...names].map((name) => name.charCodeAt(0)));
  const lengths = new Set([...names].map((name) => name.length));
  return (cells) => {
    const cell = cells[first];
    if (cell === undefined || !mayBeName(cell, begins, lengths)) return undefined;
    if (!names.has(toComparable(cell))) return undefined;
    return compare(cells.map(toComparable), comparable, names);
  };
}

function compare(
  cells: readonly string[],
  header: readonly string[],
  names: ReadonlySet<string>,
): Echo | undefined {
  const filled = cells.filter((cell) => cell !== '');
  if (filled.length < 2) return undefined;
  const width = Math.max(cells.length, header.length);
  if (Array.from({ length: width }, (_, at) => at).every((at) => (cells[at] ?? '') === (header[at] ?? '')))
    return 'same';
  const known = new Set(filled.filter((cell) => names.has(cell)));
  return known.size >= Math.max(2, filled.length * ENOUGH) ? 'other' : undefined;
}

/** False for nearly every row, from one letter. */
function mayBeName(cell: string, begins: ReadonlySet<number>, lengths: ReadonlySet<number>): boolean {
  const code = cell.charCodeAt(0);
  const isEdge = code <= 0x22 || code === 0xfeff || code === 0xa0;
  if (isEdge) return !isBlank(cell) && cell.length < 200;
  if (!begins.has(code) && !begins.has(code | 0x20)) return false;
  return lengths.has(cell.length) || /[\s_\-."]/.test(cell);
}

function toComparable(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_\-."\u200B\uFEFF]/g, '');
}
