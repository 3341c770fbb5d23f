/** Whether a text is the name of a column that is of use: how a reader recognises the header. */
import type { ColumnsByField } from './explicit.js';
import { toComparable } from './field-names.js';
import { isOwnColumn, toTarget } from './header.js';
import { nearKey } from './near-key.js';

/** It means a field, or the user assigns it to one by name. */
export function makeNamesField(map: ColumnsByField): (name: string) => boolean {
  const assigned = new Set(Object.values(map).map(toComparable));
  return (name) =>
    toTarget(name) !== undefined ||
    (toComparable(name) !== '' && assigned.has(toComparable(name))) ||
    isOwnColumn(name) ||
    nearKey(name) !== undefined;
}
