/** Columns that mean no field: what is reported about them. */
import type { Issue, MatchKey, Severity } from '../core/types.js';
import { describeColumn, toMapOption } from './columns.js';
import { suggestField } from './header.js';
import { nearKey } from './near-key.js';

/** What to do with columns that mean no field. `metadata`: send them as `metaData.<column>`. */
export type UnknownColumns = 'warn' | 'error' | 'ignore' | 'metadata';

export interface UnusedColumn {
  readonly at: number;
  /** The field that it would mean if another column had not been chosen for it. */
  readonly taken?: string;
}

/** The issue of one column that is not sent; `used`: names of fields that already have a column. */
export function toUnknownIssue(
  columns: readonly string[],
  column: UnusedColumn,
  severity: Severity,
  used: ReadonlySet<string>,
): Issue {
  const what = describeColumn(columns, column.at);
  const name = columns[column.at] ?? '';
  if (column.taken !== undefined) {
    return toIssue(severity, name, `${what} is not sent, because another column is ${column.taken}.`, REMEDY);
  }
  const key = toUnclearKey(name, used);
  if (key !== undefined) return toKeyIssue(name, what, key);
  const near = suggestField(name);
  const nothing = `${what} names no field and is not sent.`;
  if (near === undefined || used.has(near)) return toIssue(severity, name, nothing, REMEDY);
  const rename = `Rename the column, or pass ${toMapOption(near, name.trim())}.`;
  return toIssue(severity, name, `${nothing} Did you mean ${near}?`, rename);
}

/** The key that the column probably is, if no other column is it. */
export function toUnclearKey(name: string, used: ReadonlySet<string>): MatchKey | undefined {
  const key = nearKey(name);
  return key === undefined || used.has(key) ? undefined : key;
}

/** A key that is not sent can't be made up for later, so it is always an error. */
function toKeyIssue(name: string, what: string, key: MatchKey): Issue {
  const loss =
    key === 'externalId'
      ? 'An externalId that is not sent can never be set later.'
      : 'Without it, customers may not be recognised the next time.';
  return {
    ...toIssue('error', name, `${what} is probably ${key}, but is not called so. ${loss}`, ''),
    code: 'key_column_unclear',
    hint:
      `If it is: ${toMapOption(key, name.trim())} (or rename it). ` +
      `If not: ${toMapOption(`metaData.${toKeyName(name)}`, name.trim())}, or --unknown-columns ignore.`,
  };
}

/** A key of metaData that needs no quotes. */
function toKeyName(name: string): string {
  return (
    name
      .trim()
      .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
      .replaceAll(/^_+|_+$/g, '') || 'id'
  );
}

/** One issue for all columns without a name; a spreadsheet easily leaves a dozen behind. */
export function toNamelessIssue(positions: readonly number[], severity: Severity): Issue {
  const list = positions.map((at) => at + 1).join(', ');
  const message =
    positions.length === 1
      ? `column ${list} has no name and is not sent.`
      : `columns ${list} have no name and are not sent.`;
  return toIssue(
    severity,
    '',
    message,
    `Name it in the header, or pass --map FIELD=#${(positions[0] ?? 0) + 1}.`,
  );
}

const REMEDY =
  'Map it with --map FIELD=COLUMN, or pass --unknown-columns ignore or metadata. `bitpowr-bulk map FILE` proposes a mapping.';

function toIssue(severity: Severity, column: string, message: string, hint: string): Issue {
  return {
    rowNumber: 0,
    line: 1,
    column,
    severity,
    code: 'column_unknown',
    value: '',
    message: message.charAt(0).toUpperCase() + message.slice(1),
    hint,
  };
}
