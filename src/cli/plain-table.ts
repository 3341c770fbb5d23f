/** A table without lines: easy on the eye, on narrow terminals and on `grep`. */
import Table from 'cli-table3';

export const PLAIN = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' ',
};

export function toPlainTable(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const table = new Table({ head: [...head], style: { head: [], border: [] }, chars: PLAIN });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}
