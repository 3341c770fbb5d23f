/** Finds the sheet with the table, and the top of the table in it. */
import { findHeaderByNames, findHeaderByWidth, HEADER_SAMPLE_ROWS, type NamesField } from '../header-row.js';
import type { ReadOptions } from '../options.js';
import { toValueKind } from '../value-kind.js';
import type { SheetRow } from './sheet-rows.js';
import type { Sheet } from './workbook.js';

type Rows = AsyncGenerator<readonly SheetRow[]>;

export interface FoundTable {
  readonly sheet: Sheet;
  /** Its first rows that are not empty. */
  readonly top: readonly SheetRow[];
  /** Which of them is the header; -1 for none. */
  readonly headerAt: number;
  /** How many of the header's cells name a field. */
  readonly names: number;
}

export type FindOptions = Pick<ReadOptions, 'headerRow' | 'header' | 'namesField'>;

/** The tables of the sheets that have rows, in the order of the sheets. */
export async function listTables(
  sheets: readonly Sheet[],
  open: (sheet: Sheet) => Rows,
  options: FindOptions,
): Promise<readonly FoundTable[]> {
  const tables: FoundTable[] = [];
  for (const sheet of sheets) {
    const top = await readTop(open(sheet), options.headerRow ?? 0);
    if (top.length > 0) tables.push(toFound(sheet, top, options));
    // Without names to look for, the first table is the one.
    if (options.namesField === undefined && tables.some(isTable)) break;
  }
  return tables;
}

/**
 * The first table whose header names a customer's fields, because many workbooks begin with a summary or instructions; else
 * the first of several columns; else the first.
 */
export function chooseTable(tables: readonly FoundTable[]): FoundTable | undefined {
  return tables.find(hasFields) ?? tables.find(isTable) ?? tables[0];
}

/** Whether the header names at least two fields, or all of its cells do. */
export function hasFields(table: FoundTable): boolean {
  const filled = (table.top[table.headerAt]?.cells ?? []).filter((cell) => cell.trim() !== '').length;
  return hasRows(table) && (table.names > 1 || (table.names === 1 && filled === 1));
}

/** Whether a column has several emails, as customers without a header have. A lone one is an address to write to. */
export function hasEmails({ top }: FoundTable): boolean {
  const width = Math.max(...top.map(({ cells }) => cells.length));
  return Array.from({ length: width }).some(
    (_column, at) =>
      top.filter(({ cells }) => toValueKind((cells[at] ?? '').trim()) === 'an email address').length > 1,
  );
}

function isTable(table: FoundTable): boolean {
  return hasRows(table) && (table.top[table.headerAt]?.cells.length ?? 0) > 1;
}

function hasRows({ top, headerAt }: FoundTable): boolean {
  return headerAt >= 0 && headerAt + 1 < top.length;
}

function toFound(sheet: Sheet, top: readonly SheetRow[], options: FindOptions): FoundTable {
  const headerAt = findHeader(top, options);
  const cells = top[headerAt]?.cells ?? [];
  return { sheet, top, headerAt, names: cells.filter((cell) => toNames(options)(cell)).length };
}

function findHeader(top: readonly SheetRow[], options: FindOptions): number {
  if (options.header === false) return -1;
  if (options.headerRow !== undefined) return top.findIndex(({ line }) => line === options.headerRow);
  return findHeaderByNames(top, findHeaderByWidth(top), toNames(options));
}

function toNames({ namesField = () => false }: FindOptions): NamesField {
  return (cell) => cell.trim() !== '' && namesField(cell);
}

/** The first rows, up to the one that the user names. */
async function readTop(rows: Rows, headerRow: number): Promise<SheetRow[]> {
  const top: SheetRow[] = [];
  for await (const some of rows) {
    top.push(...some);
    if (top.length > HEADER_SAMPLE_ROWS && (top.at(-1)?.line ?? 0) > headerRow) break;
  }
  const needed = top.findIndex(({ line }) => line >= headerRow) + 2;
  return top.slice(0, Math.max(HEADER_SAMPLE_ROWS, needed));
}
