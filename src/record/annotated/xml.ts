/** Text in the XML of a workbook. */
import { toSheetText } from '../sheet-text.js';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for an element or a quoted attribute. */
export function toXmlText(text: string): string {
  return toSheetText(text).replace(/[&<>"]/g, (char) => ESCAPES[char] ?? char);
}

/** `A1` for column 0 and row 0. */
export function toCellName(column: number, row: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return `${letters}${row + 1}`;
}
