/** A row of a review as its corrected files have it: one that is not corrected yet must not look sound there. */
import { toErrorMark } from '../../core/source-errors.js';
import type { SourceRow } from '../../core/types.js';
import type { RaggedRow } from '../../record/table/ragged-table.js';
import { counts } from '../../validate/doubts.js';
import { toDraftMapping } from './draft-mapping.js';
import type { ReviewStore } from './store.js';

const EXTRA = /^bulk_extra_\d+$/i;

/** Whether the source has a column for what is beyond its other ones. */
export function hasExtraColumn(store: ReviewStore): boolean {
  return findExtraColumn(store) >= 0;
}

/**
 * The cells under the source's columns, and those beyond. An error that only the source showed has its mark beyond the header, as in
 * rejected.csv; a row that has cells there is refused for them.
 */
export function makeToCorrected(store: ReviewStore): (row: SourceRow) => RaggedRow {
  const { columns } = store.require('source');
  const findMark = makeMarkFinder(store);
  const extraAt = findExtraColumn(store);
  return (row) => {
    const cells = columns.map((_name, at) => row.cells[at] ?? '');
    const extra = row.cells.slice(columns.length);
    const mark = findMark(row);
    const isSeen = extra.some((cell) => cell.trim() !== '') || (cells[extraAt] ?? '').trim() !== '';
    if (mark === undefined || isSeen) return { cells, extra };
    return extraAt < 0 ? { cells, extra: [mark] } : { cells: cells.with(extraAt, mark), extra };
  };
}

function findExtraColumn(store: ReviewStore): number {
  return store.require('source').columns.findIndex((name) => EXTRA.test(name.trim()));
}

/** The mark of an error of a row that its cells do not show. */
function makeMarkFinder(store: ReviewStore): (row: SourceRow) => string | undefined {
  const source = store.require('source');
  const drafted = toDraftMapping(store.require('draft'), source, store.require('options'));
  const width = source.columns.length;
  return ({ cells, doubts = [] }) => {
    const errors = doubts.filter((doubt) => !drafted.isSound || counts(doubt, drafted.mapping.uses));
    const mark = errors.map(({ code }) => toErrorMark(code)).find((one) => one !== undefined);
    return mark ?? (cells.length === width ? undefined : toErrorMark('column_count'));
  };
}
