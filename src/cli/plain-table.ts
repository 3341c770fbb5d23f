/** A table without lines: easy on the eye, on narrow terminals and on `grep`. */
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

const GAP = '  ';

export interface TableOptions {
  /** Columns of the screen. @default no limit */
  readonly columns?: number | undefined;
  /** The columns of the table whose cells may take several lines, and how narrow each may become. */
  readonly wrap?: Readonly<Record<number, number>>;
}

/** The table, as narrow as its cells or the screen; no line ends in a blank. */
export function toPlainTable(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  { columns = Infinity, wrap = {} }: TableOptions = {},
): string {
  const table = [head, ...rows.map((row) => row.map(String))];
  const natural = head.map((_, at) => Math.max(...table.map((row) => stringWidth(row[at] ?? ''))));
  const widths = toWidths(natural, columns, wrap);
  if (toTotal(widths) > columns) return toBlocks(head, table.slice(1), columns);
  return table.flatMap((row) => toLines(row, widths)).join('\n');
}

/** Takes what is too much from the widest of the columns that may be narrower. */
function toWidths(
  natural: readonly number[],
  columns: number,
  wrap: Readonly<Record<number, number>>,
): readonly number[] {
  const widths = [...natural];
  while (toTotal(widths) > columns) {
    const [widest] = widths
      .map((width, at) => ({ at, spare: width - (wrap[at] ?? Infinity), width }))
      .filter(({ spare }) => spare > 0)
      .sort((a, b) => b.width - a.width);
    if (widest === undefined) break;
    widths[widest.at] = widest.width - 1;
  }
  return widths;
}

const toTotal = (widths: readonly number[]): number =>
  widths.reduce((sum, width) => sum + width + GAP.length, -GAP.length);

/** On a screen that is too narrow for a table: a line for each cell, with the name of its column. */
function toBlocks(head: readonly string[], rows: readonly (readonly string[])[], columns: number): string {
  const names = Math.max(...head.map((name) => stringWidth(name)));
  const widths = [names, Math.max(1, columns - names - GAP.length)];
  const blocks = rows.map((row) =>
    row.flatMap((cell, at) => toLines([head[at] ?? '', cell], widths, { hard: false })),
  );
  return blocks.map((lines) => lines.join('\n')).join('\n\n');
}

/** `hard`: whether a word that is longer than its column is broken. */
function toLines(row: readonly string[], widths: readonly number[], { hard } = { hard: true }): string[] {
  const cells = row.map((cell, at) => {
    const width = widths[at] ?? 1;
    return wrapAnsi(hard ? splitNames(cell, width) : cell, width, { hard }).split('\n');
  });
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    cells
      .map((lines, at) => padEnd(lines[line] ?? '', widths[at] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
}

/** The part of a long name up to the last sign between its words, if there is one in the first line. */
const NAME_PART = /^[^ ]*[-_./,;:](?=[^ ])/;

/** Breaks names that are longer than a line after a sign, such as those of files. */
function splitNames(cell: string, width: number): string {
  return cell
    .split(' ')
    .map((word) => splitName(word, width))
    .join(' ');
}

function splitName(word: string, width: number): string {
  if (stringWidth(word) <= width) return word;
  const [part] = NAME_PART.exec(word.slice(0, width + 1)) ?? [];
  if (part === undefined) return word;
  return `${part}\n${splitName(word.slice(part.length), width)}`;
}

function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}
