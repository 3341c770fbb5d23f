/** What the reader of a text is not sure of in a row. */
import type { SourceDoubt } from '../core/types.js';

export function toQuotedDoubt(line: number, cells: number): SourceDoubt {
  const message = `The line is quoted as a whole. It was read as ${cells} cells, as many as the header has.`;
  return { code: 'line_quoted', line, message };
}

/** A person who filtered the sheet may mean only what is in view. */
export function toHiddenDoubt(line: number): SourceDoubt {
  return {
    code: 'row_hidden',
    line,
    message: 'The row is hidden in the sheet, and is read like the others.',
  };
}

/** `mark`: what the comments above the header begin with. */
export function toCommentedDoubt(line: number, mark: string): SourceDoubt {
  return {
    code: 'row_commented',
    line,
    cell: 0,
    message: `The row begins with ${mark}, as the comments above the header do.`,
    hint: `Pass --comment '${mark}' if such lines are comments, or --header-row N (the line of the header) if they are rows.`,
  };
}
