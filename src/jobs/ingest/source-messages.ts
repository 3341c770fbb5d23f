/** What the thread that reads a source says to the one that checks its rows. */
import { BulkError, isBulkError, toMessage } from '../../core/errors.js';
import type { Code } from '../../core/codes.js';
import type { Source, SourceDoubt, SourceRow } from '../../core/types.js';
import type { PlaceOptions } from './reading-options.js';

/** What is read. */
export interface SourceRequest {
  readonly path: string;
  readonly options: PlaceOptions;
}

export type SourceHeader = Pick<
  Source,
  'columns' | 'headerLine' | 'headerRemedy' | 'format' | 'notes' | 'doubts'
>;

/** Rows that follow each other. */
export interface RowsMessage {
  readonly kind: 'rows';
  /** Number of the first. */
  readonly first: number;
  readonly lines: readonly number[];
  /** The cells of each row as one text, because one text is sent in a fraction of the time of many. */
  readonly texts: readonly string[];
  /** Cells of each row. */
  readonly widths: Uint32Array;
  /** Lengths of all cells, row by row. */
  readonly lengths: Uint32Array;
  /** By position in the batch. */
  readonly doubts: ReadonlyMap<number, readonly SourceDoubt[]>;
}

interface ErrorMessage {
  readonly kind: 'error';
  /** Undefined: an error of the program itself. */
  readonly code: Code | undefined;
  readonly message: string;
  readonly hint: string;
  readonly context: Readonly<Record<string, unknown>>;
}

export type SourceMessage =
  | { readonly kind: 'opened'; readonly header: SourceHeader }
  | RowsMessage
  | { readonly kind: 'end'; readonly notes: readonly string[]; readonly sha256: string }
  | ErrorMessage;

/** Of a batch, which is not empty. */
export function toRowsMessage(batch: readonly SourceRow[]): RowsMessage {
  const widths = Uint32Array.from(batch, ({ cells }) => cells.length);
  const lengths = new Uint32Array(widths.reduce((sum, width) => sum + width, 0));
  let next = 0;
  for (const { cells } of batch) for (const cell of cells) lengths[next++] = cell.length;
  return {
    kind: 'rows',
    first: batch[0]?.rowNumber ?? 0,
    lines: batch.map(({ line }) => line),
    texts: batch.map(({ cells }) => cells.join('')),
    widths,
    lengths,
    doubts: new Map(batch.flatMap(({ doubts }, at) => (doubts === undefined ? [] : [[at, doubts]]))),
  };
}

export function toRows({ first, lines, texts, widths, lengths, doubts }: RowsMessage): readonly SourceRow[] {
  let next = 0;
  return texts.map((text, at) => {
    const cells: string[] = [];
    const end = next + (widths[at] ?? 0);
    for (let start = 0; next < end; next += 1) {
      const length = lengths[next] ?? 0;
      cells.push(text.slice(start, start + length));
      start += length;
    }
    const row = { rowNumber: first + at, line: lines[at] ?? 0, cells };
    const found = doubts.get(at);
    return found === undefined ? row : { ...row, doubts: found };
  });
}

export function toErrorMessage(error: unknown): ErrorMessage {
  if (!isBulkError(error)) {
    const message = (error instanceof Error ? error.stack : undefined) ?? toMessage(error);
    return { kind: 'error', code: undefined, message, hint: '', context: {} };
  }
  const { code, message, hint, context } = error;
  return { kind: 'error', code, message, hint, context };
}

export function toError({ code, message, hint, context }: ErrorMessage): Error {
  return code === undefined ? new Error(message) : new BulkError(code, message, { hint, context });
}
