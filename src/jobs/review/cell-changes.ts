/** The cells that an edit changes, with what they were: decided from the rows as they are now, and nothing is written. */
import { BulkError } from '../../core/errors.js';
import { LEFT_OUT, type CellChange } from '../../journal/review/history.js';
import { toByRow, type CellEdit } from '../../journal/review/rows.js';
import type { EditOp, ReplaceQuery } from './answers/fix.js';
import type { ReviewStore } from './store.js';

/** Longer cells are cut where they are shown, so that editing them would lose text. */
export const LONGEST_EDITABLE = 2048;

/** The cells that the edits of a person change; of several of one cell, the last counts. Throws `row_unknown`, `config_invalid`. */
export function toChanges(store: ReviewStore, ops: readonly EditOp[]): CellChange[] {
  const changes = new Map<string, CellChange>();
  for (const op of ops) {
    const change = toChange(store, op);
    if (change !== undefined) changes.set(`${change.row} ${change.at}`, change);
  }
  return [...changes.values()];
}

/** Undefined: it changes nothing. */
function toChange(store: ReviewStore, op: EditOp): CellChange | undefined {
  const { row } = op;
  const found = store.rows.get(row);
  if (found === undefined) throw new BulkError('row_unknown', `There is no row ${row}.`);
  if (!('at' in op)) {
    const before = store.rows.isLeftOut(row) ? '1' : '0';
    const after = op.op === 'leave_out' ? '1' : '0';
    return before === after ? undefined : { row, at: LEFT_OUT, before, after };
  }
  const width = Math.max(store.require('source').columns.length, found.cells.length);
  if (op.at >= width) throw toInvalid(`Row ${row} has no column ${op.at + 1}.`, `It has ${width} columns.`);
  const before = found.cells[op.at] ?? '';
  if (before.length > LONGEST_EDITABLE)
    throw toInvalid(
      `The cell has ${before.length} characters.`,
      'Edit it in the file, and start a review of that.',
    );
  const after = op.op === 'set' ? op.value : toSuggested(store, row, op.at);
  return before === after ? undefined : { row, at: op.at, before, after };
}

function toSuggested(store: ReviewStore, row: number, at: number): string {
  const found = store.problems.getProblems(row).find((one) => one.at === at && one.suggestion !== undefined);
  if (found?.suggestion !== undefined) return found.suggestion;
  throw toInvalid(`There is no suggestion for this cell of row ${row}.`, 'Edit the cell.');
}

/** Of these values, those that cells do not have. */
export function toSets(store: ReviewStore, cells: readonly CellEdit[]): CellChange[] {
  const byRow = toByRow(cells);
  return [...store.rows.getMany([...byRow.keys()])].flatMap((batch) =>
    batch.flatMap(({ rowNumber: row, cells: now }) =>
      (byRow.get(row) ?? []).flatMap(({ at, value }): CellChange[] => {
        const before = now[at] ?? '';
        return before === value ? [] : [{ row, at, before, after: value }];
      }),
    ),
  );
}

/** The cells of a column that have the text, with what they become. Throws `config_invalid` for an empty text in parts of cells. */
export function findReplaced(
  store: ReviewStore,
  query: ReplaceQuery & { readonly replace: string },
): CellEdit[] {
  const { column, find, replace, whole } = query;
  if (find === '' && !whole)
    throw toInvalid('The text to find is empty.', 'Type it, or find whole cells that are empty.');
  const found: CellEdit[] = [];
  for (const batch of store.rows.readTaken()) {
    for (const { rowNumber, cells } of batch) {
      const cell = cells[column];
      if (cell === undefined || cell.length > LONGEST_EDITABLE) continue;
      const value = whole ? (cell === find ? replace : cell) : cell.replaceAll(find, () => replace);
      const isFound = whole ? cell === find : cell.includes(find);
      if (isFound) found.push({ row: rowNumber, at: column, value });
    }
  }
  return found;
}

function toInvalid(message: string, hint: string): BulkError {
  return new BulkError('config_invalid', message, { hint });
}
