/** Text of a given width: paragraphs, and lists of a name with what it means. Its words are plain letters, one column each. */

export interface Entry {
  readonly name: string;
  readonly text: string;
}

/** How wide help is set. A wider line is hard to read. */
const MAX_WIDTH = 100;
const USUAL_WIDTH = 80;
const MIN_WIDTH = 30;
/** Below this, what a name means goes under it. */
const MIN_WIDTH_OF_TWO = 60;
const MAX_NAME = 26;
const INDENT = '  ';

/** The width for a terminal with this number of columns; 80 without a terminal. */
export function toWidth(columns: number | undefined): number {
  return Math.max(MIN_WIDTH, Math.min(columns || USUAL_WIDTH, MAX_WIDTH));
}

/** A command within a sentence is one word, so that it can be copied. */
const WORD = /`bitpowr-bulk [^`]*`\S*|\S+/g;

/** Lines of at most `width` columns; only a longer word is longer. Each begins with `indent`. */
export function wrapText(text: string, width: number, indent = ''): string[] {
  const lines: string[] = [];
  for (const word of text.match(WORD) ?? ['']) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines.splice(-1, 1, `${last} ${word}`);
    else lines.push(`${indent}${word}`);
  }
  return lines;
}

/** Names in one column, their meanings in another; on a narrow terminal, each meaning under its name. */
export function toEntries(entries: readonly Entry[], width: number): string[] {
  if (width < MIN_WIDTH_OF_TWO) {
    return entries.flatMap(({ name, text }) => [
      `${INDENT}${name}`,
      ...wrapText(text, width, INDENT.repeat(3)),
    ]);
  }
  const longest = Math.max(
    0,
    ...entries.map(({ name }) => name.length).filter((length) => length <= MAX_NAME),
  );
  const margin = INDENT.length + longest + 2;
  return entries.flatMap(({ name, text }) => {
    const [first = '', ...rest] = wrapText(text, width, ' '.repeat(margin));
    const head = `${INDENT}${name}`;
    return name.length > longest
      ? [head, first, ...rest]
      : [`${head.padEnd(margin)}${first.trimStart()}`, ...rest];
  });
}

/** A command line that can be copied: where it is too long, it is continued before an option with a `\`. */
export function toCommandLines(line: string, width: number): string[] {
  const lines: string[] = [];
  for (const part of line.split(/ (?=--)/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + part.length + 3 <= width) lines.splice(-1, 1, `${last} ${part}`);
    else lines.push(`${INDENT}${last === undefined ? '' : INDENT}${part}`);
  }
  return lines.map((one, at) => (at < lines.length - 1 ? `${one} \\` : one));
}
