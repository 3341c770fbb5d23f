/** Whether a text is the name of a column that is of use: how a reader recognises the header. */
import type { MappingFile } from '../core/mapping-file.js';
import { toComparable } from './field-names.js';
import { isOwnColumn, toTarget } from './header.js';
import { nearKey } from './near-key.js';
import { listColumnNames } from './value/column-names.js';

/** It means a field, or the user assigns it to one by name. */
export function makeNamesField(map: MappingFile): (name: string) => boolean {
  const assigned = new Set(listColumnNames(map).map(toComparable));
  return (name) =>
    toTarget(name) !== undefined ||
    (toComparable(name) !== '' && assigned.has(toComparable(name))) ||
    isOwnColumn(name) ||
    nearKey(name) !== undefined;
}
