/** Text in the width of a terminal. */
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** What the rest of a line is set under: its indent, with the label of a finding. */
const INDENT = /^ *(?:(?:first|to do): )?/;

/** A command to copy, or a path: a line break in it would break it. */
const VERBATIM = /^ *(?:npx )?bitpowr-bulk |^ *(?:\/|[A-Z]:\\)/;

/** A command within a sentence. */
const COMMAND = /`(?:npx )?bitpowr-bulk [^`]*`/g;

/** In place of a blank that is no place to break: of the private use area, one column wide. */
const GLUE = '\uE0A0';
const GLUED_COMMAND = /`(?:npx\uE0A0)?bitpowr-bulk\uE0A0[^`]*`/g;

/** Columns that text needs beside what it hangs under; else it goes below. */
const LEAST = 20;

/**
 * Breaks lines between words; those of a long line hang under `hang`, by default its indent. A word that is longer than a
 * line has a line of its own, which the terminal breaks as it shows it: what is copied is whole. So are commands and paths.
 */
export function toWrapped(text: string, columns: number, hang: RegExp = INDENT): string {
  return text
    .split('\n')
    .map((line) =>
      stringWidth(line) <= columns || VERBATIM.test(stripVTControlCharacters(line))
        ? line
        : wrapLine(line, columns, hang),
    )
    .join('\n');
}

function wrapLine(line: string, columns: number, hang: RegExp): string {
  const [head = ''] = hang.exec(line) ?? [];
  const body = line.slice(head.length);
  const margin = stringWidth(head);
  if (columns - margin >= LEAST) return head + toHanging(body, columns, margin);
  const indent = head.length - head.trimStart().length + 4;
  const below = `${' '.repeat(indent)}${toHanging(body, columns, indent)}`;
  return head.trim() === '' ? below : `${head.trimEnd()}\n${below}`;
}

/** The text, with its later lines under its beginning. */
function toHanging(text: string, columns: number, margin: number): string {
  const glued = text.replace(COMMAND, (command) => command.replaceAll(' ', GLUE));
  return wrapAnsi(glued, Math.max(1, columns - margin))
    .replace(GLUED_COMMAND, (command) => command.replaceAll(GLUE, ' '))
    .replaceAll('\n', `\n${' '.repeat(margin)}`);
}
