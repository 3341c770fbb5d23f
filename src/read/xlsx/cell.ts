/** One cell of a sheet, as text. */
import type { RawCell } from './raw-cell.js';
import type { SharedStrings } from './shared-strings.js';
import type { Styles } from './styles.js';

/** A formula that was never calculated has no result: no spreadsheet program has opened the file since it was created. */
const NOT_CALCULATED = '#CALC!';

/** The text that the cell shows; undefined if it refers to a missing string. */
export function toCellText(
  { type, style, value, hasFormula }: RawCell,
  strings: SharedStrings,
  styles: Styles,
): string | undefined {
  if (value === undefined) return hasFormula && type !== 'str' ? NOT_CALCULATED : '';
  switch (type) {
    case 's': {
      const text = strings.get(Number(value));
      return text === undefined ? undefined : styles(style).formatText(text);
    }
    case 'str':
    case 'inlineStr':
      return styles(style).formatText(value);
    case 'b':
      return value === '1' || value === 'true' ? 'TRUE' : 'FALSE';
    case 'e':
    case 'd':
      return value;
    default:
      return value === '' ? '' : styles(style).formatNumber(value);
  }
}

/** 0 for `A7`, 26 for `AA1`; undefined if it is not a reference. */
export function toColumn(reference: string): number | undefined {
  let column = 0;
  let at = 0;
  for (; at < reference.length && at < 4; at += 1) {
    const letter = reference.charCodeAt(at) & ~0x20;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return at === 0 || at > 3 ? undefined : column - 1;
}
