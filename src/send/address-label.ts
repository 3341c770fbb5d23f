import type { LiveRow } from '../core/journal-port.js';

/** The label of a row's address: the template filled in; where that leaves nothing, externalId, email or name. */
export function toLabel(template: string, row: Pick<LiveRow, 'wish' | 'uid'>): string {
  const { externalId, email, name } = row.wish.customer;
  const values: Record<string, string | undefined> = { externalId, email, name, uid: row.uid };
  const filled = template.replace(/\{(\w+)\}/g, (whole, field: string) =>
    Object.hasOwn(values, field) ? (values[field] ?? '') : whole,
  );
  return filled.trim() || (externalId ?? email ?? name);
}
