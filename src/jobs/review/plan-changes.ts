/** The changes of a plan that a filter shows, by page. */
import type { ChangesAnswer, ChangesQuery } from './answers/preview.js';
import { PREVIEW_KINDS, type RowChoice, type PlanIndex } from './plan-index.js';

/** All but what stays as it is. */
const CHANGING = PREVIEW_KINDS.filter((kind) => kind !== 'unchanged');

export function listChanges(
  index: PlanIndex,
  choice: RowChoice,
  { kind = CHANGING, field, q = '', from, n }: ChangesQuery,
): ChangesAnswer {
  const text = q.toLowerCase();
  const isMet = (row: number): boolean => {
    const change = index.get(row, choice);
    return (
      change !== undefined &&
      (field === undefined || change.fields.some((one) => one.field === field)) &&
      (text === '' || hasText(change, text))
    );
  };
  const listed = index.list(kind);
  const rows = text === '' && field === undefined ? listed : listed.filter(isMet);
  const changes = rows.slice(from, from + n).flatMap((row) => index.get(row, choice) ?? []);
  return { total: rows.length, from, changes };
}

function hasText(change: ChangesAnswer['changes'][number], text: string): boolean {
  const texts = [
    change.name,
    `${change.row}`,
    change.foundBy,
    ...change.fields.flatMap(({ before, after }) => [before, after]),
  ];
  return texts.some((one) => one.toLowerCase().includes(text));
}
