/** The columns that the user assigns: `--map` and the mapping file. */
import { z } from 'zod';
import { BulkError } from '../core/errors.js';
import { describeColumn, findColumn } from './columns.js';
import { suggestField, toTarget, toTargetName, type Target } from './header.js';
import { findKeyFault } from './meta-key.js';

/** `{ "<field>": "<column>" }`, the form of both `--map` and the mapping file. */
export type ColumnsByField = Readonly<Record<string, string>>;

const mappingFileSchema = z.record(z.string(), z.string().min(1));

/** The content of a mapping file, parsed as JSON. Throws `config_invalid`. */
export function parseMappingFile(content: unknown): ColumnsByField {
  const parsed = mappingFileSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const at = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new BulkError(
    'config_invalid',
    'Expected the mapping file to be a JSON object of fields and column names' +
      `${at === '' ? '' : `, but \`${at}\` is not a column name`}.`,
    { hint: 'Write it as {"email": "E-mail", "name": "Kunde", "metaData.plan": "#7"}.' },
  );
}

/** The targets by the position of their column. Throws `config_invalid` for an unknown or repeated field or column. */
export function toExplicitTargets(
  columns: readonly string[],
  columnsByField: ColumnsByField,
): ReadonlyMap<number, Target> {
  const targets = new Map<number, Target>();
  const seen = new Set<string>();
  for (const [field, column] of Object.entries(columnsByField)) {
    const target = parseTarget(field);
    const at = findColumn(columns, column);
    const other = targets.get(at);
    if (other !== undefined) {
      const both = `${toTargetName(other)} and ${toTargetName(target)}`;
      throw new BulkError(
        'config_invalid',
        `The mapping gives ${describeColumn(columns, at)} to ${both}; expected one field.`,
      );
    }
    if (seen.has(toTargetName(target))) {
      throw new BulkError(
        'config_invalid',
        `The mapping names ${toTargetName(target)} twice, with different columns.`,
      );
    }
    seen.add(toTargetName(target));
    targets.set(at, target);
  }
  return targets;
}

/** Merges two; the second overrides the first if both name a field (perhaps by different aliases). */
export function mergeColumnsByField(first: ColumnsByField, second: ColumnsByField): ColumnsByField {
  const named = new Set(Object.keys(second).map((field) => toTargetName(parseTarget(field))));
  const kept = Object.entries(first).filter(([field]) => !named.has(toTargetName(parseTarget(field))));
  return Object.fromEntries([...kept, ...Object.entries(second)]);
}

function parseTarget(field: string): Target {
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
