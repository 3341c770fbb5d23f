/**
 * Rows that one look at each cell is enough for: every cell is empty or has nothing to report. The validator decides about all
 * other rows.
 */
import { toRowKeys } from '../core/match-key.js';
import type { Issue, Mapping, PlainField, RowWish, SourceRow, ValidatedRow } from '../core/types.js';
import { toIssue } from './issues.js';
import type { ColumnNorms } from './norms/column-norms.js';
import {
  isPlainPart,
  isZipcodeNumber,
  LONGEST_PLAIN,
  makeCountryCheck,
  makeValueCheck,
  PLAIN_CHECKS,
} from './plain-cells.js';
import type { IsPlain } from './plain-cells.js';
import type { CountryNames } from './rules/country-names.js';
import { checkMetaDataKey, LARGEST_BYTES } from './rules/meta-data.js';
import { checkZipcode, type ZipcodeRule } from './rules/zipcode.js';

/** Whether the validator would find nothing in a row but what `makePlainIssues` finds. False decides nothing. */
export type IsPlainRow = (row: SourceRow) => boolean;

export interface PlainRowOptions {
  readonly toCountryCode: CountryNames;
  /** A row that asks for an address has a wallet. */
  readonly hasAccount: boolean;
  /** Every row asks for an address. */
  readonly provisionAddress: boolean;
  /** Warnings are errors. */
  readonly strict: boolean;
}

interface PlainCellCheck {
  readonly at: number;
  readonly isPlain: IsPlain;
}

/** Undefined for a mapping that changes values, or leaves rows out: then no row is plain. */
export function makePlainRowCheck(mapping: Mapping, options: PlainRowOptions): IsPlainRow | undefined {
  if (!isOneToOne(mapping) || (options.provisionAddress && !options.hasAccount)) return undefined;
  const width = mapping.columns.length;
  const checks = mapping.uses.flatMap((_use, at) => toCellCheck(mapping, at, options) ?? []);
  const hasName = makeNameCheck(mapping);
  const keys = findFields(mapping, ['uid', 'externalId', 'email']);
  return ({ cells, doubts }) => {
    if (doubts !== undefined || cells.length !== width) return false;
    for (const { at, isPlain } of checks) {
      const cell = cells[at] ?? '';
      if (cell !== '' && !isPlain(cell)) return false;
    }
    return keys.some((at) => cells[at] !== '') && hasName(cells);
  };
}

const SOME_WISH: RowWish = { customer: { name: '' }, blank: [], textMetaData: [] };
const NO_ISSUES: readonly Issue[] = [];

/** What there is to say of a plain row: in many countries a zipcode has letters, which the vendor does not expect. */
export function makePlainIssues(
  mapping: Mapping,
  zipcode: ZipcodeRule | undefined,
): (row: SourceRow) => readonly Issue[] {
  const [at] = findFields(mapping, ['address.zipcode']);
  if (at === undefined) return () => NO_ISSUES;
  const column = mapping.columns[at] ?? '';
  return (row) => {
    const cell = row.cells[at] ?? '';
    const finding = cell === '' ? undefined : checkZipcode(cell, zipcode);
    return finding === undefined ? NO_ISSUES : [toIssue(row, column, cell, finding)];
  };
}

/** A plain row with its keys, and a wish that stands for its own. */
export function makeKeyReader(mapping: Mapping): (row: SourceRow) => ValidatedRow {
  const toUid = makeCellReader(mapping, 'uid');
  const toExternalId = makeCellReader(mapping, 'externalId');
  const toEmail = makeCellReader(mapping, 'email');
  return ({ rowNumber, line, cells }) => {
    const keys = toRowKeys({ uid: toUid(cells), externalId: toExternalId(cells), email: toEmail(cells) });
    return { rowNumber, line, keys, wish: SOME_WISH, issues: NO_ISSUES };
  };
}

/** Counts what is usual in the columns of plain rows: their cells are normalised as they are. */
export function makeNormCounter(mapping: Mapping, norms: ColumnNorms): (row: SourceRow) => void {
  const toId = makeCellReader(mapping, 'externalId');
  const toZipcode = makeCellReader(mapping, 'address.zipcode');
  const toCountry = makeCellReader(mapping, 'address.country');
  return ({ cells }) => norms.count(toId(cells), toZipcode(cells), toCountry(cells));
}

/** Reads the cell of a field; empty where no column is for it, because a read at -1 takes as long as all checks of a cell. */
function makeCellReader(mapping: Mapping, field: PlainField): (cells: readonly string[]) => string {
  const [at] = findFields(mapping, [field]);
  return at === undefined ? () => '' : (cells) => cells[at] ?? '';
}

/** Each column is for one field, each field of one column. A name may be of two. */
function isOneToOne({ columns, uses, made = [], conditions = [], defaultCountry }: Mapping): boolean {
  if (made.length > 0 || conditions.length > 0 || defaultCountry !== undefined) return false;
  if (columns.some((column) => /^bulk_extra_\d+$/i.test(column.trim()))) return false;
  const targets = uses.flatMap((use) => {
    if (use.kind === 'ignored') return [];
    if (use.kind === 'metaData') return [`metaData.${use.key}`];
    return [use.kind === 'field' ? use.field : use.kind];
  });
  const hasParts = targets.includes('first_name') || targets.includes('last_name');
  const isMade = targets.includes('part') || (hasParts && targets.includes('name'));
  return !isMade && new Set(targets).size === targets.length && hasRoom(targets);
}

/** Whether plain cells can't make a metaData that is too large. */
function hasRoom(targets: readonly string[]): boolean {
  const keys = targets.filter((target) => target.startsWith('metaData.'));
  return keys.reduce((sum, key) => sum + 6 * (key.length + LONGEST_PLAIN), 0) <= LARGEST_BYTES;
}

function toCellCheck({ uses }: Mapping, at: number, options: PlainRowOptions): PlainCellCheck | undefined {
  const use = uses[at];
  switch (use?.kind) {
    case 'field':
      return { at, isPlain: toFieldCheck(use.field, options) };
    case 'metaData':
      return { at, isPlain: checkMetaDataKey(use.key) === undefined ? makeValueCheck(use.key) : () => false };
    case 'first_name':
    case 'last_name':
      return { at, isPlain: isPlainPart };
    default:
      return undefined;
  }
}

function toFieldCheck(field: PlainField, { toCountryCode, hasAccount, strict }: PlainRowOptions): IsPlain {
  if (field === 'address.country') return makeCountryCheck(toCountryCode);
  if (field === 'provisionAddress' && !hasAccount) return () => false;
  if (field === 'address.zipcode' && strict) return isZipcodeNumber;
  return PLAIN_CHECKS[field];
}

/** Whether there is a name. One of two parts is looked at as a whole. */
function makeNameCheck(mapping: Mapping): (cells: readonly string[]) => boolean {
  const [name] = findFields(mapping, ['name']);
  if (name !== undefined) return (cells) => cells[name] !== '';
  const parts = (['first_name', 'last_name'] as const).flatMap((kind) => {
    const at = mapping.uses.findIndex((use) => use.kind === kind);
    return at < 0 ? [] : [at];
  });
  return (cells) => {
    const joined = parts.flatMap((at) => cells[at] || []).join(' ');
    return joined !== '' && PLAIN_CHECKS.name(joined);
  };
}

function findFields({ uses }: Mapping, fields: readonly PlainField[]): readonly number[] {
  return fields.flatMap((field) => {
    const at = uses.findIndex((use) => use.kind === 'field' && use.field === field);
    return at < 0 ? [] : [at];
  });
}
