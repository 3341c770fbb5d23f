import { expect, it } from 'vitest';
import { holdsFinalValues, makeTextReader } from '../../src/core/own-columns.js';
import { REJECTED_COLUMNS } from '../../src/record/table/rejected.js';
import { RESULT_COLUMNS } from '../../src/record/table/results.js';
import { toFixupColumns } from '../../src/record/table/fixup.js';
import { UNDO_COLUMNS } from '../../src/record/table/undo.js';

const SOURCE = ['externalId', 'name'];
const FIXUP = toFixupColumns(new Set(['bulk_row', 'bulk_status', 'uid', 'name']));

it.each([
  ['an export', [...SOURCE, 'bulk_created_at', 'bulk_meta_data']],
  ['undo.csv', UNDO_COLUMNS],
  ['fixup.csv', FIXUP],
])('the values of %s are final: a formula that is only a text is that text', (_file, columns) => {
  expect(holdsFinalValues(columns)).toBe(true);
  expect(makeTextReader(columns)('="007"')).toBe('="007"');
});

it.each([
  ['a source', SOURCE],
  ['results.csv', [...SOURCE, ...RESULT_COLUMNS]],
  ['rejected.csv', [...SOURCE, ...REJECTED_COLUMNS]],
  ['corrected.csv of a review', [...SOURCE, 'bulk_row']],
  ['a part of results.csv', [...SOURCE, 'bulk_status']],
  ['another program', [...SOURCE, 'bulk_status', 'bulk_discount']],
])('those of %s are as its author wrote them', (_file, columns) => {
  expect(holdsFinalValues(columns)).toBe(false);
  expect(makeTextReader(columns)('="007"')).toBe('007');
});
