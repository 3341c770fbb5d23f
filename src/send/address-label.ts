import type { LiveRow } from '../core/journal-port.js';

type Labelled = Pick<LiveRow, 'wish' | 'uid'>;

/** The label of a row's address: the template filled in; if that gives nothing, externalId, email or name. */
export function toLabel(template: string, row: Labelled): string {
  const { externalId, email, name } = row.wish.customer;
  const values: Record<string, string | undefined> = { externalId, email, name, uid: row.uid };
  const filled = template.replace(/\{(\w+)\}/g, (whole, field: string) =>
    Object.hasOwn(values, field) ? (values[field] ?? '') : whole,
  );
  return filled.trim() || (externalId ?? email ?? name);
}

/** Whether a row's label contains something unique to its customer: its externalId, email or uid. */
export function isDistinguishing(template: string, row: Labelled): boolean {
  const { externalId, email } = row.wish.customer;
  const label = toLabel(template, row);
  return [externalId, email, row.uid].some((key) => key !== undefined && key !== '' && label.includes(key));
}

/** Whether a label in an answer is the one that was sent: a server may rewrite or truncate it. */
export function isSameLabel(said: string, sent: string): boolean {
  const [one, other] = [toLoose(said), toLoose(sent)];
  return one.startsWith(other) || other.startsWith(one);
}

function toLoose(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}
