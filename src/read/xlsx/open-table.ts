/** Finds the table in a workbook: chooses the sheet and the header by the first rows. */
import { BulkError } from '../../core/errors.js';
import { fromFormulaSafe } from '../../core/formula.js';
import { assertHeader, isOwnHeader, toHeaderOnlyError } from '../header.js';
import type { ReadOptions } from '../options.js';
import type { Archive } from './archive.js';
import { findSheet } from './choose-sheet.js';
import { toWorkbookError } from './errors.js';
import { findHeaderRow, HEADER_SAMPLE_ROWS } from './header-row.js';
import { readSheetRows, type SheetOptions, type SheetRow } from './sheet-rows.js';
import { readTotalsRows, type IsTotalsRow } from './totals-rows.js';
import type { Sheet, Workbook } from './workbook.js';

export interface Table {
  readonly sheet: Sheet;
  readonly columns: readonly string[];
  /** Spreadsheet row of the header. */
  readonly headerLine: number;
  /** What a person should know about the choices. */
  readonly notes: readonly string[];
  /** The rows of the sheet from its top, title and header included; can be read once. */
  readonly rows: AsyncGenerator<readonly SheetRow[]>;
  /** Whether a table of the sheet declares the row as totals. */
  readonly isTotalsRow: IsTotalsRow;
  readonly name: string;
}

/** Throws `config_invalid`, `source_empty`, `source_unreadable`, `header_missing`, `row_too_long`. */
export async function openTable(
  archive: Archive,
  workbook: Workbook,
  { sheet: wanted }: ReadOptions,
  options: Omit<SheetOptions, 'path'>,
): Promise<Table> {
  const { name } = archive;
  if (workbook.sheets.length === 0) throw toWorkbookError(name, 'has no sheet with cells');
  const open = (sheet: Sheet): Table['rows'] => readSheetRows(archive, { ...options, path: sheet.path });
  const sheets =
    wanted === undefined
      ? workbook.sheets.filter(({ isHidden }) => !isHidden)
      : [findSheet(workbook, wanted, name)];
  const { sheet, top } = await findTable(sheets, open, name);
  const headerAt = findHeaderRow(top);
  const header = top[headerAt];
  if (header === undefined) throw toEmptyError(name, sheets);
  assertHeader(header.cells, name, header.line);
  if (top.length === headerAt + 1)
    throw toHeaderOnlyError(`The sheet ${JSON.stringify(sheet.name)} of ${name}`, header.line);
  return {
    sheet,
    columns: isOwnHeader(header.cells) ? header.cells.map(fromFormulaSafe) : header.cells,
    headerLine: header.line,
    notes: toNotes(sheet, header, headerAt, wanted === undefined ? workbook.sheets.length : 1, name),
    rows: open(sheet),
    isTotalsRow: await readTotalsRows(archive, sheet.path, header),
    name,
  };
}

interface Found {
  readonly sheet: Sheet;
  /** Its first rows. */
  readonly top: readonly SheetRow[];
}

/** The first sheet with a table of several columns, because many workbooks begin with a page of text; else the first with rows. */
async function findTable(
  sheets: readonly Sheet[],
  open: (sheet: Sheet) => Table['rows'],
  name: string,
): Promise<Found> {
  let first: Found | undefined;
  for (const sheet of sheets) {
    const top = await readTop(open(sheet));
    const headerAt = findHeaderRow(top);
    const isTable = headerAt >= 0 && headerAt + 1 < top.length && (top[headerAt]?.cells.length ?? 0) > 1;
    if (isTable) return { sheet, top };
    if (top.length > 0) first ??= { sheet, top };
  }
  if (first === undefined) throw toEmptyError(name, sheets);
  return first;
}

async function readTop(rows: Table['rows']): Promise<SheetRow[]> {
  const top: SheetRow[] = [];
  for await (const some of rows) {
    top.push(...some);
    if (top.length >= HEADER_SAMPLE_ROWS) break;
  }
  return top.slice(0, HEADER_SAMPLE_ROWS);
}

function toNotes(sheet: Sheet, header: SheetRow, above: number, sheetCount: number, name: string): string[] {
  const of = `the sheet ${JSON.stringify(sheet.name)} of ${name}`;
  const notes: string[] = [];
  if (sheetCount > 1) notes.push(`Of ${sheetCount} sheets, ${of} is read; --sheet chooses another.`);
  if (above > 0) {
    const rows = above === 1 ? 'The row above it is' : `The ${above} rows above it are`;
    notes.push(`Row ${header.line} of ${of} is taken for its header. ${rows} not read.`);
  }
  return notes;
}

function toEmptyError(name: string, sheets: readonly Sheet[]): BulkError {
  const list = sheets.map((sheet) => JSON.stringify(sheet.name)).join(', ');
  const what = list === '' ? 'has no visible sheet' : `has no rows in ${list}`;
  return new BulkError('source_empty', `${name} ${what}; expected a header and rows.`, {
    hint: 'Check the file; --sheet chooses a sheet, hidden ones too.',
  });
}
