/** Recognises text of a database by its escapes, and proposes how to read it. Nothing is applied by itself. */
import { BulkError, isBulkError } from '../core/errors.js';
import type { SourceDoubt } from '../core/types.js';
import type { ReadOptions } from './options.js';
import type { SourceStart } from './start.js';

/** An escaped quote within a quoted cell: what follows it does not end the cell. */
const ESCAPED_QUOTE = /(?:^|[,;|\t\r\n])"(?:[^"\\]|\\[^"]|"")*\\"(?![,;|\t\r\n"]|$)/;
/** A backslash that begins no escape of a database. */
const OTHER_BACKSLASH = /\\(?![\\NntrbfvZ0])/;
/** A backslash written twice. At the beginning of a cell it may be a network path, unless only `N` follows. */
const PAIR = /[^\\,;|\t\r\n]\\\\|(?:^|[,;|\t\r\n])\\\\N(?=[,;|\t\r\n]|$)/;
const QUOTED_CELL = /(?:^|[,;|\t\r\n])"/;
const NULL_WORD = /(?:^|[\t\r\n])NULL(?=[\t\r\n]|$)/;

interface Proposal {
  readonly at: number;
  readonly value: string;
  readonly found: string;
  readonly options: string;
}

/** The doubt of a table whose first rows are written with backslashes; undefined if an option says how it is written. */
export function detectDialect(
  start: SourceStart,
  complete: boolean,
  options: ReadOptions,
): SourceDoubt | undefined {
  const { dialect, escape, nulls = [] } = options;
  if (dialect !== undefined || escape !== undefined || !start.first.utf8.includes(0x5c)) return undefined;
  const sample = start.first.utf8.toString();
  const text = complete ? sample : sample.slice(0, sample.lastIndexOf('\n') + 1);
  const nullAt = nulls.includes('\\N') ? -1 : findNull(text, start.format.delimiter);
  const proposal = propose(text, nullAt, start.format.delimiter);
  if (proposal === undefined) return undefined;
  return {
    code: 'dialect_doubtful',
    line: start.place.line + (text.slice(0, proposal.at).match(/\r\n|\n|\r/g)?.length ?? 0),
    value: proposal.value,
    message: `expected CSV, found ${proposal.found}, as a database writes it.`,
    hint: `Pass ${proposal.options}. If the text is meant as it is, pass --escape double.`,
  };
}

/** An error while the header is read, with the proposal: quotes can't be told apart before. */
export function toDialectError(error: unknown, { message, hint = '' }: SourceDoubt): unknown {
  if (!isBulkError(error) || error.code !== 'source_unreadable') return error;
  return new BulkError('source_unreadable', `${error.message} ${message.replace('expected', 'Expected')}`, {
    hint,
    cause: error,
  });
}

function propose(text: string, nullAt: number, delimiter: string): Proposal | undefined {
  const quoteAt = text.search(ESCAPED_QUOTE);
  if (quoteAt >= 0) {
    const value = ESCAPED_QUOTE.exec(text)?.[0].trimStart() ?? '';
    const name = nullAt < 0 ? '--escape backslash' : '--dialect mysql-outfile';
    return { at: quoteAt + 1, value, found: 'a quote written as `\\"`', options: name };
  }
  const hasQuotes = QUOTED_CELL.test(text);
  const isEscaped = PAIR.test(text) && !OTHER_BACKSLASH.test(text.replaceAll('\\\\', ''));
  if (nullAt >= 0) {
    const options = toNullOptions(delimiter, hasQuotes, isEscaped);
    return { at: nullAt, value: '\\N', found: '`\\N` for "no value"', options };
  }
  if (delimiter !== '\t' || hasQuotes) return undefined;
  const isBatch = isEscaped || (NULL_WORD.test(text) && /\\[nt0]/.test(text) && !OTHER_BACKSLASH.test(text));
  const at = text.indexOf('\\');
  return isBatch
    ? {
        at,
        value: text.slice(at, at + 20),
        found: 'escapes such as `\\\\` and `\\n`',
        options: '--dialect mysql-batch',
      }
    : undefined;
}

function toNullOptions(delimiter: string, hasQuotes: boolean, isEscaped: boolean): string {
  if (delimiter === '\t' && !hasQuotes) return '--dialect postgres-text';
  return isEscaped ? '--dialect mysql-outfile' : '--null "\\N"';
}

/** The position of the first cell that is exactly `\N`; -1 if no cell is. */
function findNull(text: string, delimiter: string): number {
  for (let at = text.indexOf('\\N'); at >= 0; at = text.indexOf('\\N', at + 1)) {
    const isEnd = (char: string): boolean => char === '' || char === delimiter || /[\r\n]/.test(char);
    if (isEnd(text.charAt(at - 1)) && isEnd(text.charAt(at + 2))) return at;
  }
  return -1;
}
