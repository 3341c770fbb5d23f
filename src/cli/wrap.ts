/** Text in the width of a terminal. */
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** What the rest of a line is set under: its indent, with the label of a finding. */
const INDENT = /^ *(?:(?:first|to do): )?/;

/** A command to copy, or a path: a line break in it would break it. */
const VERBATIM = /^ *(?:npx )?bitpowr-bulk |^ *(?:\/|[A-Z]:\\)/;

export interface Wrapping {
  /** Whether words that are longer than a line are broken, too. @default false */
  readonly hard?: boolean;
  /** The beginning of a line that the rest of it is set under. @default its indent, with the label of a finding */
  readonly hang?: RegExp;
}

/** Breaks lines between words; those of a long line hang under its beginning. Commands and paths stay whole. */
export function toWrapped(text: string, columns: number, wrapping: Wrapping = {}): string {
  return text
    .split('\n')
    .map((line) =>
      stringWidth(line) <= columns || VERBATIM.test(stripVTControlCharacters(line))
        ? line
        : wrapLine(line, columns, wrapping),
    )
    .join('\n');
}

function wrapLine(line: string, columns: number, { hard = false, hang = INDENT }: Wrapping): string {
  const [head = ''] = hang.exec(line) ?? [];
  const width = Math.max(20, columns - head.length);
  const [first = '', ...rest] = wrapAnsi(line.slice(head.length), width, { hard }).split('\n');
  return [head + first, ...rest.map((more) => ' '.repeat(head.length) + more)].join('\n');
}
