import { expect, it } from 'vitest';
import { addIssues } from '../../src/journal/duplicates.js';
import { findSharedValues } from '../../src/journal/shared-values.js';
import { makeIssue } from '../record/support.js';
import { load, openTestJournal } from './support.js';

const VALUES = ['a', 'b', 'a', '', 'c', 'b', 'a', '', 'A', 'x\0y', 'x\0z'];

it('finds every row that shares its value, with the first other row, in order of rows', async () => {
  const { file } = await openTestJournal();
  load(
    file,
    VALUES.map((value) => ({ cells: [value] })),
  );
  const find = () => findSharedValues(file, ({ cells }) => (cells[0] === '' ? undefined : cells[0]));
  const pairs = [...find()].map(({ row, other }) => [
    row.rowNumber,
    row.cells[0],
    other.rowNumber,
    other.line,
  ]);
  expect(pairs).toEqual([
    [1, 'a', 3, 4],
    [2, 'b', 6, 7],
    [3, 'a', 1, 2],
    [6, 'b', 2, 3],
    [7, 'a', 1, 2],
  ]);
  // What is found can be read within a transaction, and be looked for again.
  const shared = find();
  function* toIssues() {
    for (const { row } of shared) yield makeIssue({ rowNumber: row.rowNumber, code: 'rule_violated' });
  }
  addIssues(file, toIssues());
  expect(file.prepare('SELECT count(*) AS count FROM issues').get([])).toEqual({ count: 5 });
});
