/** Text as a cell of a workbook keeps it. */

/** What XML can't hold, half of a character too, and a carriage return, which XML would make a line feed. */
// eslint-disable-next-line no-control-regex -- these are what it looks for
const UNHELD = /[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]|\p{Cs}/gu;

/**
 * Characters that XML can't hold are written as `_x0007_`, and such a text itself as `_x005F_x0007_` (ECMA-376, ST_Xstring). The marks
 * of XML stay as they are.
 */
export function toSheetText(text: string): string {
  if (!/[^ -~]|_x/.test(text)) return text;
  return text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').replace(UNHELD, toCode);
}

function toCode(char: string): string {
  return `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}
