/** Columns that are one key of the customer's metaData. */

const META_COLUMN = /^\s*meta[\s_-]*(?:data)?\s*\.(.*)$/is;

/** The key of a column `metaData.<key>` or `meta.<key>`, as written, dots and case included; undefined for another column. */
export function toMetaKey(column: string): string | undefined {
  return META_COLUMN.exec(column)?.[1]?.trim();
}

/** Keys by which a program that builds an object from them would change the object itself. */
const UNSAFE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** What is wrong with a key, as the end of a sentence; undefined for a good one. */
export function findKeyFault(key: string): string | undefined {
  if (key === '') return 'has no key after the dot';
  return UNSAFE_KEYS.has(key) ? `has the key \`${key}\`, which is not allowed` : undefined;
}
