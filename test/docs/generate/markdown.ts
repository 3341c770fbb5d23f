/** Pieces of a Markdown page. */

/** A text in which nothing is markup but code in backticks. */
export const toText = (text: string): string =>
  text.replaceAll(/`[^`]*`|[<*]/g, (piece) => (piece.length > 1 ? piece : `\\${piece}`));

/** A piece of code; empty where there is nothing. */
export const toCode = (text: string): string => (text === '' ? '' : `\`${text}\``);

/** A table; its cells are Markdown. */
export function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map(() => '---');
  return [head, rule, ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}

/** A table of names, as code, and what they mean. */
export const toNameTable = (
  head: readonly [string, string],
  texts: Readonly<Record<string, string>>,
): string =>
  toTable(
    head,
    Object.entries(texts).map(([name, text]) => [toCode(name), text]),
  );
