/** A row as it would be sent. */
import { BulkError } from '../../core/errors.js';
import { toCreateBody } from '../../match/create-body.js';
import { flattenBody } from '../../record/changes/flatten-body.js';
import type { SentAnswer } from './answers/map.js';
import type { ReviewCheck } from './check.js';
import { listRecipePositions } from './draft.js';
import type { ReviewStore } from './store.js';

/** Throws `row_unknown`. */
export function toSentAnswer(store: ReviewStore, row: number, check: ReviewCheck | undefined): SentAnswer {
  const source = store.rows.get(row);
  if (source === undefined) throw new BulkError('row_unknown', `There is no row ${row}.`);
  const { previous, next } = store.rows.getNeighbours(row);
  const around = { ...(previous === undefined ? {} : { previous }), ...(next === undefined ? {} : { next }) };
  const isLeftOut = store.rows.isLeftOut(row);
  const wish = isLeftOut ? undefined : check?.toWish(source);
  const verdict = store.problems.getVerdict(row);
  if (wish === undefined) {
    const problem = store.problems.getProblems(row).find(({ severity }) => severity === 'error');
    const why = isLeftOut
      ? 'It is left out.'
      : ((verdict?.why || problem?.message) ?? 'The columns are not decided.');
    return { row, fields: [], why, ...around };
  }
  const { recipes } = store.require('draft');
  const { columns } = store.require('source');
  const fields = flattenBody(toCreateBody(wish, store.require('options'))).map(({ field, after }) => ({
    field,
    value: typeof after === 'string' ? after : JSON.stringify(after),
    from: toOrigin(recipes[field], columns),
  }));
  return { row, fields, why: verdict?.state === 'ready' ? '' : 'It must be fixed first.', ...around };
}

function toOrigin(recipe: Parameters<typeof listRecipePositions>[0], columns: readonly string[]): string {
  if (recipe === undefined) return '';
  if (recipe.constant !== undefined) return 'constant';
  const count = listRecipePositions(recipe, columns).length;
  return count > 1 ? `${count} columns` : '';
}
