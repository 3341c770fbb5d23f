/** Text in the XML of a workbook. */

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * Text for an element or a quoted attribute. Characters that XML can't hold are written as `_x0007_`, and such a text itself
 * as `_x005F_x0007_` (ECMA-376, ST_Xstring); a carriage return too, which XML would make a line feed.
 */
export function toXmlText(text: string): string {
  return (
    text
      .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
      // eslint-disable-next-line no-control-regex -- these are what it looks for
      .replace(/[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]/g, toCode)
      .replace(/[&<>"]/g, (char) => ESCAPES[char] ?? char)
  );
}

function toCode(char: string): string {
  return `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}

/** `A1` for column 0 and row 0. */
export function toCellName(column: number, row: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return `${letters}${row + 1}`;
}
