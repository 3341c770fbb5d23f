/** Opens the table of a workbook: chooses the sheet and the header by the first rows. */
import { BulkError } from '../../core/errors.js';
import { fromFormulaSafe } from '../../core/formula.js';
import type { SourceDoubt } from '../../core/types.js';
import { toNoHeaderRemedy } from '../header-remedy.js';
import { assertHeader, isOwnHeader, toHeaderError, toHeaderOnlyError, toUnclearDoubt } from '../header.js';
import { judgeHeader } from '../judge-header.js';
import type { ReadOptions } from '../options.js';
import { toPositions } from '../positions.js';
import { toAboveDoubts } from '../rows-above.js';
import type { Archive } from './archive.js';
import { findSheet, listSheets } from './choose-sheet.js';
import { toWorkbookError } from './errors.js';
import { chooseTable, hasEmails, hasFields, listTables, type FoundTable } from './find-table.js';
import { readHiddenColumns } from './hidden-columns.js';
import { readMergedCells, type MergedCells } from './merged-cells.js';
import { verifyPart } from './read-part.js';
import { readSheetRows, type SheetOptions, type SheetRow } from './sheet-rows.js';
import { readTotalsRows, type IsTotalsRow } from './totals-rows.js';
import type { Sheet, Workbook } from './workbook.js';

export interface Table {
  readonly sheet: Sheet;
  readonly columns: readonly string[];
  /** Spreadsheet row of the header; 0 without a header. */
  readonly headerLine: number;
  readonly headerRemedy: string;
  /** What a person should know about the choices. */
  readonly notes: readonly string[];
  readonly doubts: readonly SourceDoubt[];
  /** The rows of the sheet from its top, title and header included; can be read once. */
  readonly rows: AsyncGenerator<readonly SheetRow[]>;
  /** Whether a table of the sheet declares the row as totals. */
  readonly isTotalsRow: IsTotalsRow;
  /** For a sheet in which all cells of the rows before `line` have a value. */
  readonly readMerged: (line: number) => Promise<MergedCells>;
  /** Throws `source_unreadable` if the sheet is not as it was written. */
  readonly verify: () => Promise<void>;
  readonly name: string;
}

/** Throws `config_invalid`, `source_empty`, `source_unreadable`, `header_missing`, `row_too_long`. */
export async function openTable(
  archive: Archive,
  workbook: Workbook,
  wanted: ReadOptions,
  options: Omit<SheetOptions, 'path'>,
): Promise<Table> {
  const { name } = archive;
  if (workbook.sheets.length === 0) throw toWorkbookError(name, 'has no sheet with cells');
  const open = (sheet: Sheet): Table['rows'] => readSheetRows(archive, { ...options, path: sheet.path });
  const sheets =
    wanted.sheet === undefined
      ? workbook.sheets.filter(({ isHidden }) => !isHidden)
      : [findSheet(workbook, wanted.sheet, name)];
  const tables = await listTables(sheets, open, wanted);
  const table = chooseTable(tables);
  if (table === undefined) throw toEmptyError(name, sheets);
  const headerRemedy = toRemedy(table, workbook);
  const place = { name, remedy: headerRemedy, others: toOthers(table, workbook) };
  const found = wanted.header === false ? toPositionHeader(table) : toHeader(table, wanted, place);
  return {
    ...found,
    sheet: table.sheet,
    headerRemedy,
    notes: toNotes(table, wanted, workbook, name),
    doubts: [
      ...found.doubts,
      ...toUnreadDoubts(table, tables),
      ...(await readHiddenColumns(archive, table.sheet.path, {
        line: found.headerLine,
        cells: found.columns,
      })),
    ],
    rows: open(table.sheet),
    isTotalsRow: await readTotalsRows(archive, table.sheet.path, {
      line: found.headerLine,
      cells: found.columns,
    }),
    readMerged: (line) => readMergedCells(archive, table.sheet.path, { line, width: found.columns.length }),
    verify: () => verifyPart(archive, table.sheet.path),
    name,
  };
}

type Header = Pick<Table, 'columns' | 'headerLine' | 'doubts'>;

/** Of a table without a header: its columns have positions for names. */
function toPositionHeader({ top }: FoundTable): Header {
  const width = Math.max(...top.map(({ cells }) => cells.length));
  return { columns: toPositions(width), headerLine: 0, doubts: [] };
}

function toHeader(
  { sheet, top, headerAt }: FoundTable,
  { headerRow, namesField }: ReadOptions,
  place: { readonly name: string; readonly remedy: string; readonly others: string },
): Header {
  const header = top[headerAt];
  const where = `The sheet ${JSON.stringify(sheet.name)} of ${place.name}`;
  if (header === undefined) {
    throw new BulkError(
      'config_invalid',
      `${where} has no cells in row ${headerRow ?? 1}, which --header-row names.`,
      {
        hint: 'Pass the row with the names of the columns, as the spreadsheet numbers it.',
      },
    );
  }
  const { line, cells } = header;
  if (headerRow === undefined) assertHeader({ cells, line, ...place });
  if (top.length === headerAt + 1) throw toHeaderOnlyError(where, line, place.others);
  const columns = isOwnHeader(cells) ? cells.map(fromFormulaSafe) : cells;
  if (headerRow !== undefined || namesField === undefined) return { columns, headerLine: line, doubts: [] };
  const { is, because } = judgeHeader(top.slice(headerAt), namesField);
  if (is === 'row') throw toHeaderError({ line, ...place }, because);
  const own = is === 'unclear' ? [toUnclearDoubt(line, because, place.remedy)] : [];
  return { columns, headerLine: line, doubts: [...own, ...toAboveDoubts(top, headerAt, { namesField })] };
}

/** Which sheets could be meant instead; empty if there is one. */
function toOthers({ sheet }: FoundTable, { sheets }: Workbook): string {
  return sheets.length > 1
    ? `The sheet ${JSON.stringify(sheet.name)} was read. The workbook has the sheets ${listSheets(sheets)}: --sheet chooses one. `
    : '';
}

function toRemedy(table: FoundTable, workbook: Workbook): string {
  const { top, headerAt } = table;
  const line = top[headerAt]?.line ?? 1;
  const noHeader = toNoHeaderRemedy(top.slice(Math.max(0, headerAt)), undefined);
  return `${toOthers(table, workbook)}If the header is another row, pass --header-row N; if it is row ${line}, --header-row ${line}. If row ${line} is data: ${noHeader}`;
}

/** A person who splits customers among sheets expects all of them to be read. */
function toUnreadDoubts(table: FoundTable, tables: readonly FoundTable[]): readonly SourceDoubt[] {
  return tables
    .filter((other) => other !== table && (hasFields(other) || hasEmails(other)) && hasFields(table))
    .map(({ sheet }) => ({
      code: 'sheet_unread' as const,
      line: table.top[table.headerAt]?.line ?? 1,
      value: sheet.name,
      message: `The sheet ${JSON.stringify(sheet.name)} may have customers too, and is not read: only ${JSON.stringify(table.sheet.name)} is.`,
      hint: `Import it as well, with --sheet ${toShellWord(sheet.name)}; or pass --sheet ${toShellWord(table.sheet.name)} if only that one is meant.`,
    }));
}

function toShellWord(text: string): string {
  return /^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function toNotes(
  { sheet, top, headerAt }: FoundTable,
  wanted: ReadOptions,
  { sheets }: Workbook,
  name: string,
): readonly string[] {
  const of = `the sheet ${JSON.stringify(sheet.name)} of ${name}`;
  const notes: string[] = [];
  if (sheets.length > 1 && wanted.sheet === undefined)
    notes.push(`Of ${sheets.length} sheets (${listSheets(sheets)}), ${of} is read; --sheet chooses another.`);
  if (headerAt > 0 && wanted.headerRow === undefined) {
    const rows = headerAt === 1 ? 'The row above it is' : `The ${headerAt} rows above it are`;
    notes.push(`Row ${top[headerAt]?.line ?? 1} of ${of} is taken for its header. ${rows} not read.`);
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
