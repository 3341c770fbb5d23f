/** What a header must not have: two columns for one field, a forbidden key, no name. */
import { BulkError } from '../core/errors.js';
import type { FieldTarget } from '../core/types.js';
import { describeColumn, toMapOption } from './columns.js';
import { toComparable } from './field-names.js';
import { suggestField, toTarget, toTargetName } from './header.js';
import { findKeyFault } from './meta-key.js';

/** Targets by the position of their column. */
export type MappedFields = ReadonlyMap<number, FieldTarget>;

/** Throws `header_duplicate` if two of these columns, which mean no field, have the same name. */
export function assertNamesOnce(columns: readonly string[], positions: readonly number[]): void {
  const repeated = findRepeated(positions, (at) => toComparable(columns[at] ?? '') || (columns[at] ?? ''));
  if (repeated === undefined) return;
  const [first, second] = repeated;
  throw new BulkError(
    'header_duplicate',
    `${describeBoth(columns, first, second)} have the same name; expected each name once.`,
    { hint: `Rename or remove one, or choose one by its position: --map FIELD=#${second + 1}.` },
  );
}

/** Throws `header_duplicate` if two columns mean the same. */
export function assertTargetsOnce(columns: readonly string[], targets: MappedFields): void {
  const nameAt = (at: number): string => {
    const target = targets.get(at);
    return target === undefined ? '' : toTargetName(target);
  };
  const repeated = findRepeated(
    [...targets.keys()].sort((a, b) => a - b),
    nameAt,
  );
  if (repeated === undefined) return;
  const [first, second] = repeated;
  const field = nameAt(first);
  const options = [first, second].map((at) => toMapOption(field, toUniqueName(columns, at))).join(' or ');
  throw new BulkError(
    'header_duplicate',
    `${describeBoth(columns, first, second)} both mean ${field}; expected one column for it.`,
    { hint: `Choose with ${options}, or rename or remove one.` },
  );
}

/** Throws `metadata_invalid` for a column whose metaData key is empty or not allowed. */
export function assertKeys(columns: readonly string[], targets: MappedFields): void {
  for (const [at, target] of targets) {
    const fault = target.kind === 'metaData' ? findKeyFault(target.key) : undefined;
    if (fault === undefined) continue;
    throw new BulkError('metadata_invalid', `The metaData column ${at + 1} ${fault}.`, {
      hint: 'Rename the column to metaData.<key> with another key, or remove it.',
    });
  }
}

const NAMES: readonly string[] = ['name', 'firstName', 'lastName'];

const PROPOSE = '`bitpowr-bulk map FILE` proposes a mapping for all columns.';

/** Throws `header_missing` if no column is the customer's name, or a part of it. */
export function assertNameKnown(
  columns: readonly string[],
  targets: readonly FieldTarget[],
  remedy = '',
): void {
  const isName = (target: FieldTarget): boolean =>
    target.kind.endsWith('_name') || toTargetName(target) === 'name';
  if (targets.some(isName)) return;
  const found = columns.map((column) => column.trim() || '(no name)').join(', ');
  const near = findNearName(columns);
  throw new BulkError(
    'header_missing',
    `No column is the name of the customer, which the API requires.${near?.question ?? ''} The columns are: ${found}.`,
    {
      hint: `${near?.remedy ?? 'Say which it is'}: --map name=COLUMN, or --map firstName=COLUMN --map lastName=COLUMN (or #2 for the second). ${PROPOSE} ${remedy}`.trim(),
    },
  );
}

/** The first column that is called almost like the name, or a part of it; what to ask and to type. */
function findNearName(
  columns: readonly string[],
): { readonly question: string; readonly remedy: string } | undefined {
  for (const [at, column] of columns.entries()) {
    const field = toTarget(column) === undefined ? suggestField(column) : undefined;
    if (field === undefined || !NAMES.includes(field)) continue;
    const option = toMapOption(field, toUniqueName(columns, at));
    const what = describeColumn(columns, at);
    return {
      question: ` ${what.charAt(0).toUpperCase()}${what.slice(1)} is not called so. Did you mean ${field}?`,
      remedy: `Rename it, or pass ${option}. If the name is in another column, say which`,
    };
  }
  return undefined;
}

function findRepeated(
  positions: readonly number[],
  toKey: (at: number) => string,
): readonly [first: number, second: number] | undefined {
  const seen = new Map<string, number>();
  for (const at of positions) {
    const first = seen.get(toKey(at));
    if (first !== undefined) return [first, at];
    seen.set(toKey(at), at);
  }
  return undefined;
}

function describeBoth(columns: readonly string[], first: number, second: number): string {
  const text = `${describeColumn(columns, first)} and ${describeColumn(columns, second)}`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The column's name, or its position if another column has the same name. */
function toUniqueName(columns: readonly string[], at: number): string {
  const name = columns[at]?.trim() ?? '';
  const same = columns.filter((column) => column.trim().toLowerCase() === name.toLowerCase());
  return same.length === 1 ? name : `#${at + 1}`;
}
