/** Columns that hold one key of the customer's metaData. */

const META_COLUMN = /^\s*meta[\s_-]*(?:data)?\s*\.(.*)$/is;

/** The key of a column `metaData.<key>` or `meta.<key>`, as written, with dots and case; undefined for another column. */
export function toMetaKey(column: string): string | undefined {
  return META_COLUMN.exec(column)?.[1]?.trim();
}

/** Keys that would change the object itself in a program that builds an object from them. */
const UNSAFE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** What is wrong with a key, as the end of a sentence; undefined for a valid one. */
export function findKeyFault(key: string): string | undefined {
  if (key === '') return 'has no key after the dot';
  return UNSAFE_KEYS.has(key) ? `has the key \`${key}\`, which is not allowed` : undefined;
}
