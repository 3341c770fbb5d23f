import type { JsonValue } from '../core/customer.js';

/** Whether two JSON values are equal, ignoring the order of keys. */
export function isSameJson(a: JsonValue, b: JsonValue): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((value: JsonValue, index) => isSameJson(value, (b as readonly JsonValue[])[index] ?? null))
    );
  }
  const [left, right] = [a as Record<string, JsonValue>, b as Record<string, JsonValue>];
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && isSameJson(left[key] ?? null, right[key] ?? null))
  );
}
