/** What the user assigns: `--map`, `--set`, `--where` and the mapping file. */
import { BulkError } from '../core/errors.js';
import type { MadeValue, RowCondition } from '../core/made-value.js';
import { listRecipes, type MappingFile } from '../core/mapping-file.js';
import type { FieldTarget, MadeField } from '../core/types.js';
import { describeColumn, findColumn } from './columns.js';
import { suggestField, toTarget, toTargetName } from './header.js';
import { findKeyFault } from './meta-key.js';
import { findPlainColumn, listColumns, toMadeValue } from './value/recipe.js';
import { toConditions } from './value/where.js';

export interface Explicit {
  /** Columns that are fields as they stand, by position. */
  readonly targets: ReadonlyMap<number, FieldTarget>;
  readonly made: readonly MadeField[];
  readonly conditions: readonly RowCondition[];
  readonly defaultCountry: MadeValue | undefined;
  /** The names of all these fields. */
  readonly names: readonly string[];
  /** The fields that each of the other columns is read for; none where only a condition or the country needs it. */
  readonly parts: ReadonlyMap<number, readonly string[]>;
  /** Columns that are not sent even if their names say a field. */
  readonly ignored: ReadonlySet<number>;
}

/** Throws `config_invalid` for an unknown or repeated field or column. */
export function toExplicit(columns: readonly string[], file: MappingFile): Explicit {
  const targets = new Map<number, FieldTarget>();
  const made: MadeField[] = [];
  const names = new Set<string>();
  for (const [field, recipe] of listRecipes(file)) {
    const target = parseTarget(field);
    const name = toTargetName(target);
    const place = { columns, field: name, path: field };
    const at = findPlainColumn(recipe, place);
    if (at === undefined) made.push({ target, value: toMadeValue(recipe, place) });
    else assign(columns, targets, at, target);
    if (names.has(name)) {
      throw new BulkError('config_invalid', `The mapping names ${name} twice, with different columns.`);
    }
    names.add(name);
  }
  const conditions = toConditions(file.where ?? {}, columns);
  const place = { columns, field: 'defaultCountry', path: 'defaultCountry' };
  const defaultCountry =
    file.defaultCountry === undefined ? undefined : toMadeValue(file.defaultCountry, place);
  const parts = toParts(made, conditions, defaultCountry);
  const ignored = toIgnored(file.ignore ?? [], columns, targets);
  return { targets, made, conditions, defaultCountry, names: [...names], parts, ignored };
}

function toIgnored(
  names: readonly string[],
  columns: readonly string[],
  targets: ReadonlyMap<number, FieldTarget>,
): ReadonlySet<number> {
  const ignored = new Set(names.map((name) => findColumn(columns, name, 'ignore')));
  for (const [at, target] of targets) {
    if (!ignored.has(at)) continue;
    throw new BulkError(
      'config_invalid',
      `The mapping ignores ${describeColumn(columns, at)} and gives it to ${toTargetName(target)}.`,
      { hint: 'Remove one of the two from the mapping file.' },
    );
  }
  return ignored;
}

function assign(
  columns: readonly string[],
  targets: Map<number, FieldTarget>,
  at: number,
  target: FieldTarget,
): void {
  const other = targets.get(at);
  if (other !== undefined) {
    const both = `${toTargetName(other)} and ${toTargetName(target)}`;
    throw new BulkError(
      'config_invalid',
      `The mapping gives ${describeColumn(columns, at)} to ${both}; expected one field.`,
      { hint: 'For a second field, write {"column": "…"} in the mapping file.' },
    );
  }
  targets.set(at, target);
}

function toParts(
  made: readonly MadeField[],
  conditions: readonly RowCondition[],
  defaultCountry: MadeValue | undefined,
): ReadonlyMap<number, readonly string[]> {
  const others = [...conditions.map(({ at }) => at), ...(defaultCountry ? listColumns(defaultCountry) : [])];
  const parts = new Map<number, string[]>(others.map((at) => [at, []]));
  for (const { target, value } of made) {
    for (const at of new Set(listColumns(value))) {
      parts.set(at, [...(parts.get(at) ?? []), toTargetName(target)]);
    }
  }
  return parts;
}

function parseTarget(field: string): FieldTarget {
  const target = toTarget(field);
  if (target === undefined) {
    const near = suggestField(field);
    throw new BulkError('config_invalid', `The mapping names the unknown field ${JSON.stringify(field)}.`, {
      hint:
        near === undefined
          ? 'Expected uid, externalId, name, firstName, lastName, email, phone, description, address.street, address.city, ' +
            'address.state, address.zipcode, address.country, metaData, metaData.<key>, provisionAddress or subAccountId.'
          : `Did you mean ${near}?`,
    });
  }
  const fault = target.kind === 'metaData' ? findKeyFault(target.key) : undefined;
  if (fault === undefined) return target;
  throw new BulkError(
    'config_invalid',
    `The mapping names the field ${JSON.stringify(field)}, which ${fault}.`,
    {
      hint: 'Choose another key: metaData.<key>.',
    },
  );
}
