/** JSON as the cell of a table. */

/** JSON text as a cell: where reading would change a character, all beyond ASCII are written as escapes. */
export function toJsonCellText(json: string): string {
  if (!/[^ -~]/.test(json)) return json;
  const isKept = json.normalize('NFC') === json && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(json);
  if (isKept) return json;
  return json.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
