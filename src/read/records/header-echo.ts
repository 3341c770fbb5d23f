/** The header once more, at the head of a page or of a file that was appended. */
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
  const begins = toLetterTable([...names].map((name) => name.charCodeAt(0)));
  const ends = toLetterTable([...names].map((name) => name.charCodeAt(name.length - 1)));
  return (cells) => {
    const cell = cells[first];
    // False for nearly every row, by its first and its last letter.
    if (cell === undefined || begins[cell.charCodeAt(0)] === 0) return undefined;
    if (ends[cell.charCodeAt(cell.length - 1)] === 0) return undefined;
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

/** By code of ASCII: 1 for these letters in both cases, and for marks, which may be around a name; others are not in the table. */
function toLetterTable(codes: readonly number[]): Uint8Array {
  const table = new Uint8Array(0x80).fill(1, 0, 0x30);
  for (const code of codes) {
    table[code] = 1;
    if (code >= 0x61 && code <= 0x7a) table[code & ~0x20] = 1;
  }
  return table;
}

function toComparable(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_\-."\u200B\uFEFF]/g, '');
}
