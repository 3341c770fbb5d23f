/** A field that changes, as the page shows it. */
import { isEmptying, isEmptyValue } from '../../core/changes.js';
import type { FieldChange } from '../../core/types.js';
import type { ShownField } from './answers/shared.js';

export function toShownField(change: FieldChange): ShownField {
  const { field, before, after } = change;
  return { field, before: toText(before), after: toText(after), isEmptied: isEmptying(change) };
}

function toText(value: unknown): string {
  if (isEmptyValue(value)) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
