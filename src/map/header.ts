/** What a column means, by its name alone. */
import type { FieldTarget } from '../core/types.js';
import { toComparable, USES_BY_NAME, type NamedUse } from './field-names.js';
import { toMetaKey } from './meta-key.js';
import { nearKey } from './near-key.js';
import { suggestName } from '../core/suggest.js';
import { undecorate } from './undecorate.js';

/**
 * The target of a name or alias, also with marks around it (`Email *`); undefined for an unknown one. The key of
 * `metaData.<key>` may still be unsafe.
 */
export function toTarget(name: string): FieldTarget | undefined {
  const plain = undecorate(name);
  const found = toPlainTarget(name) ?? toPlainTarget(plain);
  // "Customer #" is the customer's number.
  return (
    found ?? (/#\s*$|№\s*$/.test(name) ? toPlainTarget(`${plain.replace(/№\s*$/, '')} number`) : undefined)
  );
}

function toPlainTarget(name: string): FieldTarget | undefined {
  const key = toMetaKey(name);
  if (key !== undefined) return { kind: 'metaData', key };
  const use = USES_BY_NAME.get(toComparable(name));
  return use === undefined ? undefined : toNamedTarget(use);
}

function toNamedTarget(use: NamedUse): FieldTarget {
  if (use === 'firstName') return { kind: 'first_name' };
  return use === 'lastName' ? { kind: 'last_name' } : { kind: 'field', field: use };
}

/** The target as written in `--map`; equal names mean equal targets. */
export function toTargetName(target: FieldTarget): string {
  switch (target.kind) {
    case 'field':
      return target.field;
    case 'first_name':
      return 'firstName';
    case 'last_name':
      return 'lastName';
    case 'metaData':
      return `metaData.${target.key}`;
  }
}

/** The field that an unknown name resembles, such as `email` for `emial`; undefined if none. */
export function suggestField(name: string): string | undefined {
  const near = nearKey(name) ?? suggestName(toComparable(undecorate(name)), USES_BY_NAME.keys());
  return near === undefined ? undefined : (USES_BY_NAME.get(near) ?? near);
}

/** Whether this tool wrote the column itself. */
export function isOwnColumn(column: string): boolean {
  return /^\s*bulk_/i.test(column);
}

/** Whether the column is the uid that this tool wrote into its results. */
export function isOwnUid(column: string): boolean {
  return column.trim().toLowerCase() === 'bulk_uid';
}
