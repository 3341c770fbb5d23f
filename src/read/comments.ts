/** Comments above the header of a text, such as `# exported by …`. */
import type { LineEnding } from './detect.js';
import type { NamesField } from './header-row.js';
import { findNextLine } from './lines.js';
import { splitLine } from './quoted-lines.js';
import type { TopRecord } from './top-records.js';

/** A cell `#` of its own is the name of a column of numbers. */
const MARK = /^(?:#(?![,;\t|])|\/\/|--|%)/;

/** More than a comment has. */
const MAX_COMMENT_BYTES = 4096;

export interface Comments {
  readonly bytes: number;
  readonly lines: number;
  /** What the first of them begins with. */
  readonly mark: string | undefined;
  /** The last of them, if it is the header itself (`#id,name`) and the record below it, with these cells, is not. */
  readonly toHeader: (delimiter: string, below: readonly string[]) => TopRecord | undefined;
}

interface CommentOptions {
  readonly lineEnding: LineEnding;
  readonly firstLine: number;
  /** The user says what a comment begins with, so the parser leaves them out. */
  readonly comment?: string | undefined;
  readonly namesField?: NamesField | undefined;
}

export function findComments(table: Buffer, options: CommentOptions): Comments {
  const { lineEnding, firstLine, comment, namesField } = options;
  let at = 0;
  let lines = 0;
  let last = { text: '', start: 0, line: firstLine };
  let mark: string | undefined;
  while (comment === undefined && namesField !== undefined) {
    const text = table.toString('utf8', at, at + MAX_COMMENT_BYTES).split(/[\r\n]/, 1)[0] ?? '';
    const next = findNextLine(table, at, lineEnding);
    const found = MARK.exec(text)?.[0];
    if (next === undefined || (found === undefined && (text.trim() !== '' || lines === 0))) break;
    mark ??= found;
    if (found !== undefined) last = { text, start: at, line: firstLine + lines };
    lines += 1;
    at = next;
  }
  const toHeader = (delimiter: string, below: readonly string[]): TopRecord | undefined => {
    if (lines === 0 || namesField === undefined || below.some((cell) => namesField(cell))) return undefined;
    const cells = splitLine(last.text, delimiter);
    const names = cells.filter((cell) => namesField(cell)).length;
    const isHeader = names > 1 || (cells.length > 1 && cells.length === below.length);
    return isHeader ? { cells, start: last.start, line: last.line } : undefined;
  };
  return { bytes: at, lines, mark, toHeader };
}
