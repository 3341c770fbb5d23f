/** Whether a record of several cells is a row of totals: certainly, perhaps, or not. */
import { isBlank, toFilled, type SourceRecord } from './record.js';
import { isCount, isTotalsWord, toCount } from './totals.js';
import type { UsualCells } from './usual-cells.js';

/**
 * `total`: certainly no customer. `doubt`: perhaps none. `doubt_if_last`: perhaps none, if no row follows, because totals come
 * last. `row`: a customer.
 */
export type TotalsVerdict = 'total' | 'doubt' | 'doubt_if_last' | 'row';

/** Columns that hold people's and companies' names: there, `Total` may be one. */
const NAMES = /name|nom|kunde|client|customer|company|firm|account|holder|person|user|contact/i;
/** Such a column has ids all the same. */
const IDS = /id$|number$|no$|nr$|code$|ref$|reference$/i;

const TRAILER = /^(?:t|tr|trl|tlr|trlr|trailer|ftr|footer|z)$/i;
const NO_WORD = /^[^\p{L}]*\d[^\p{L}]*$/u;

export function judgeTotals(
  record: SourceRecord,
  header: readonly string[],
  usual: UsualCells,
): TotalsVerdict {
  const { cells, hasAggregate = false } = record;
  const wordAt = cells.findIndex((cell) => !isBlank(cell));
  const word = (cells[wordAt] ?? '').trim();
  const isNamed = isTotalsWord(word);
  const lacksUsual = usual.lacksUsual(cells);
  if (!isNamed && !hasAggregate && !lacksUsual) return 'row';
  if (cells.some((cell) => cell.includes('@'))) return 'row';
  const filled = toFilled(cells);
  const rest = isNamed ? filled.slice(1) : filled;
  const isCounts = rest.every(isCount);
  if (!isNamed && !hasAggregate) {
    const isEnd = isTrailer(filled) && !mayBeNames(header[wordAt] ?? '');
    return isCounts || isEnd ? 'doubt_if_last' : 'row';
  }
  const lacksEmail = usual.lacksEmail(cells);
  const isCertain = isNamed && (hasAggregate || countsRows(rest, usual) || !mayBeNames(header[wordAt] ?? ''));
  if (isCounts && lacksEmail && isCertain) return 'total';
  if (lacksEmail) return 'doubt';
  return isCounts || lacksUsual || hasAggregate ? 'doubt_if_last' : 'row';
}

/** A mainframe ends a file with such a record: its kind, then a count or a date. */
function isTrailer([kind = '', ...rest]: readonly string[]): boolean {
  return TRAILER.test(kind.trim()) && rest.length > 0 && rest.every((cell) => NO_WORD.test(cell));
}

function countsRows(rest: readonly string[], { rows }: UsualCells): boolean {
  return rest.some((cell) => toCount(cell) === rows);
}

function mayBeNames(column: string): boolean {
  const name = column.trim();
  return NAMES.test(name) && !IDS.test(name);
}
