/** The header of a source becomes a mapping: what each of its columns means. */
import { BulkError } from '../core/errors.js';
import { MASKED_COLUMN } from '../core/mask.js';
import type { MappingFile } from '../core/mapping-file.js';
import type { ColumnUse, FieldTarget, Issue, Mapping } from '../core/types.js';
import { assertKeys, assertNameKnown, assertNamesOnce, assertTargetsOnce } from './assert-mapping.js';
import { toExplicit, type Explicit } from './explicit.js';
import { isOwnColumn, isOwnUid, toTarget, toTargetName } from './header.js';
import {
  toNamelessIssue,
  toUnclearKey,
  toUnknownIssue,
  type UnknownColumns,
  type UnusedColumn,
} from './unknown-columns.js';

export interface MappingOptions {
  /** What the user assigns, from `--map` and the mapping file; overrides the names of columns. */
  readonly map?: MappingFile;
  /** Absent: columns that match no field are warnings. */
  readonly unknownColumns?: UnknownColumns | undefined;
  /** Line of the header, for findings about it. @default 1 */
  readonly headerLine?: number;
  /** What to type if the header is not the header; absent: nothing of that kind. */
  readonly headerRemedy?: string | undefined;
}

const IGNORED: ColumnUse = { kind: 'ignored' };

/**
 * What each column means: as the user says, else by its name or alias. Throws `config_invalid` for a wrong `--map`,
 * `header_duplicate` if two columns have the same name or mean the same, `header_missing` if none is the customer's name,
 * `metadata_invalid` for a metaData key that is not allowed, `source_masked` for a file made with `--mask`.
 */
export function toMapping(columns: readonly string[], options: MappingOptions = {}): Mapping {
  assertNotMasked(columns);
  const { unknownColumns, headerLine = 1 } = options;
  const explicit = toExplicit(columns, options.map ?? {});
  const { targets, unused, nameless } = sortColumns(columns, explicit);
  assertNamesOnce(
    columns,
    unused.filter(({ taken }) => taken === undefined).map(({ at }) => at),
  );
  if (unknownColumns === 'metadata') sendAsMetaData(columns, { targets, unused }, explicit);
  assertTargetsOnce(columns, targets);
  assertKeys(columns, targets);
  assertNameKnown(
    columns,
    [...targets.values(), ...explicit.made.map(({ target }) => target)],
    options.headerRemedy,
  );
  return {
    columns,
    uses: columns.map((_column, at) => targets.get(at) ?? toPart(explicit, at)),
    ...toRecipes(explicit),
    issues:
      unknownColumns === 'ignore'
        ? []
        : toIssues(columns, { targets, unused, nameless }, explicit, unknownColumns).map((issue) => ({
            ...issue,
            line: headerLine,
          })),
  };
}

function toPart({ parts }: Explicit, at: number): ColumnUse {
  const of = parts.get(at);
  return of === undefined ? IGNORED : { kind: 'part', of };
}

/** Only what the mapping has, so that a simple one stays as small as it was. */
function toRecipes({ made, conditions, defaultCountry }: Explicit): Partial<Mapping> {
  return {
    ...(made.length === 0 ? {} : { made }),
    ...(conditions.length === 0 ? {} : { conditions }),
    ...(defaultCountry === undefined ? {} : { defaultCountry }),
  };
}

/** Its names and emails are tokens: sending them would overwrite the real ones. */
function assertNotMasked(columns: readonly string[]): void {
  if (!columns.some((column) => column.trim().toLowerCase() === MASKED_COLUMN)) return;
  throw new BulkError('source_masked', `The source has a column ${MASKED_COLUMN}: it was made with --mask.`);
}

/** Columns that mean nothing are sent under their own names; but not one that is probably a key. */
function sendAsMetaData(
  columns: readonly string[],
  { targets, unused }: Pick<SortedColumns, 'targets' | 'unused'>,
  { names }: Explicit,
): void {
  const used = new Set([...[...targets.values()].map(toTargetName), ...names]);
  for (const column of unused.splice(0)) {
    const key = (columns[column.at] ?? '').trim();
    if (column.taken === undefined && toUnclearKey(key, used) !== undefined) unused.push(column);
    else targets.set(column.at, { kind: 'metaData', key });
  }
}

interface SortedColumns {
  readonly targets: Map<number, FieldTarget>;
  /** Columns that mean nothing, or whose field another column was chosen for. */
  readonly unused: UnusedColumn[];
  readonly nameless: readonly number[];
}

function sortColumns(columns: readonly string[], explicit: Explicit): SortedColumns {
  const taken = toTakenNames(explicit.names);
  const sorted = {
    targets: new Map(explicit.targets),
    unused: [] as UnusedColumn[],
    nameless: [] as number[],
  };
  for (const [at, column] of columns.entries()) {
    if (explicit.targets.has(at) || explicit.ignored.has(at) || isOwnColumn(column)) continue;
    const target = toTarget(column);
    const isTaken = target !== undefined && taken.has(toTargetName(target));
    // A part of other fields is still the field that its own name says, unless the user has made that one of something else.
    if (explicit.parts.has(at) && (target === undefined || isTaken)) continue;
    if (isNameless(column, at)) sorted.nameless.push(at);
    else if (target === undefined) sorted.unused.push({ at });
    else if (isTaken) sorted.unused.push({ at, taken: taken.get(toTargetName(target)) ?? '' });
    else sorted.targets.set(at, target);
  }
  preferWholeName(sorted, explicit);
  if (!taken.has('uid')) addOwnUid(columns, sorted.targets, explicit);
  return sorted;
}

/** Empty, or the position that stands for a name where there is no header. */
function isNameless(column: string, at: number): boolean {
  return column.trim() === '' || column === `#${at + 1}`;
}

/** Targets that no column gets by its name, because the user assigned them or their counterpart: target → what was assigned. */
function toTakenNames(names: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Map(names.map((name) => [name, name]));
  const halves = names.filter((name) => name === 'firstName' || name === 'lastName');
  if (names.includes('name') && halves.length > 0) {
    throw new BulkError(
      'config_invalid',
      `The mapping names both name and ${halves.join(' and ')}; expected one or the other.`,
    );
  }
  if (names.includes('name')) taken.set('firstName', 'name').set('lastName', 'name');
  if (halves.length > 0) taken.set('name', halves.join(' and '));
  return taken;
}

/** A CRM often exports the full name and its halves: the full name is what the people there see. */
function preferWholeName({ targets, unused }: SortedColumns, explicit: Explicit): void {
  if (![...targets.values()].some((target) => toTargetName(target) === 'name')) return;
  for (const [at, target] of targets) {
    if (explicit.targets.has(at) || !target.kind.endsWith('_name')) continue;
    targets.delete(at);
    unused.push({ at, taken: 'name' });
  }
  unused.sort((a, b) => a.at - b.at);
}

/** The results.csv of an earlier run has the uid, even if the source of that run did not. */
function addOwnUid(
  columns: readonly string[],
  targets: Map<number, FieldTarget>,
  { ignored }: Pick<Explicit, 'ignored'>,
): void {
  if ([...targets.values()].some((target) => toTargetName(target) === 'uid')) return;
  const at = columns.findIndex(isOwnUid);
  if (at >= 0 && !targets.has(at) && !ignored.has(at)) targets.set(at, { kind: 'field', field: 'uid' });
}

function toIssues(
  columns: readonly string[],
  { targets, unused, nameless }: SortedColumns,
  { names }: Explicit,
  unknownColumns: UnknownColumns | undefined,
): readonly Issue[] {
  const severity = unknownColumns === 'error' ? 'error' : 'warning';
  const used = new Set([...[...targets.values()].map(toTargetName), ...names]);
  const issues = unused.map((column) => toUnknownIssue(columns, column, severity, used));
  return nameless.length === 0 ? issues : [...issues, toNamelessIssue(nameless, severity)];
}
