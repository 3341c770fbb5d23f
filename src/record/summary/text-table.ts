/** Text for a terminal: aligned columns, and nothing in it that a terminal would obey. */

/**
 * Controls (C0, DEL, C1), line separators and the marks that reverse the direction of writing: from a cell or an answer,
 * they could move the cursor or make a line read as another.
 */
// eslint-disable-next-line no-control-regex -- these are what it looks for
const UNPRINTABLE = /[\u0000-\u001F\u007F-\u009F\u200E\u200F\u2028-\u202E\u2066-\u2069]+/g;

/** The text in one line, without what a terminal would obey. */
export function toOneLine(text: string): string {
  return text.replace(UNPRINTABLE, ' ');
}

/** One printable line of at most `maxLength` characters. */
export function toPrintable(text: string, maxLength = 200): string {
  const characters = Array.from(toOneLine(text).trim());
  return characters.length <= maxLength
    ? characters.join('')
    : `${characters.slice(0, maxLength - 1).join('')}…`;
}

/** Lines whose columns start, or with `right` end, under each other, two blanks between; none ends in a blank. */
export function toAlignedLines(
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  }
  return rows.map((row) =>
    row
      .map((cell, at) => (right.includes(at) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

/** An integer: `1234567` as `1,234,567`, in any locale. The tables of Intl take as long to load as a hundred rows to check. */
export function toGrouped(count: number): string {
  return String(count).replace(/(?<!\.\d*)\B(?=(?:\d{3})+(?!\d))/g, ',');
}

/** `850 ms`, `4.2 s`, `3 min 5 s`, `2 h 10 min`. */
export function toDuration(ms: number): string {
  if (ms < 1000) return `${ms} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}
