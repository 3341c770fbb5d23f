/** Chooses the sheet of a workbook to read. */
import { BulkError } from '../../core/errors.js';
import type { Sheet, Workbook } from './workbook.js';

/**
 * The sheet that the user names, hidden or not: by its name, else ignoring case, else by its number from 1 in tab order.
 * Throws `config_invalid`, with the list of names.
 */
export function findSheet({ sheets }: Workbook, wanted: string, name: string): Sheet {
  const number = /^\d+$/.test(wanted) ? Number(wanted) : 0;
  const found =
    sheets.find((sheet) => sheet.name === wanted) ??
    sheets.find((sheet) => sheet.name.trim().toLowerCase() === wanted.trim().toLowerCase()) ??
    sheets[number - 1];
  if (found !== undefined) return found;
  const list = listSheets(sheets);
  throw new BulkError('config_invalid', `${name} has no sheet ${JSON.stringify(wanted)}; it has ${list}.`, {
    hint: 'Pass --sheet with a name or number of these.',
  });
}

/** The sheets as `--sheet` takes them: `1 "Notes", 2 "Customers"`. */
export function listSheets(sheets: readonly Sheet[]): string {
  return sheets.map((sheet, at) => `${at + 1} ${JSON.stringify(sheet.name)}`).join(', ');
}
