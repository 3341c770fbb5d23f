/** Copy a cell; paste one value for each row. */
import type { FixModel } from './model.js';

/** More lines than this are not pasted at once. */
const MOST_PASTED = 500;

/** From the cursor down, one value for each row. */
export async function pasteColumn(model: FixModel, text: string): Promise<void> {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  const { column, session, store } = model;
  if (column === undefined || !model.canEdit()) return;
  const fault = findFault(lines);
  if (fault !== undefined) {
    session.notices.show(fault, false);
    return;
  }
  const rows = await store.take(model.cursor.value.index, lines.length);
  const cells = rows.map((row, at) => ({ row: row.row, at: column.at, value: lines[at] ?? '' }));
  const isDone = session.edits.add(
    cells.map((cell) => ({ op: 'set', ...cell })),
    cells,
  );
  if (isDone && rows.length < lines.length)
    session.notices.show(`${rows.length} of ${lines.length} values are pasted: no more rows follow.`, true);
}

function findFault(lines: readonly string[]): string | undefined {
  if (lines.some((line) => line.includes('\t'))) return 'Only one column of values can be pasted.';
  return lines.length > MOST_PASTED ? `At most ${MOST_PASTED} values can be pasted at once.` : undefined;
}

export async function copyCell({ row, column, session }: FixModel): Promise<void> {
  const value = row?.cells[column?.at ?? -1] ?? row?.name ?? '';
  try {
    await navigator.clipboard.writeText(value);
    session.notices.say('Copied.');
  } catch {
    session.notices.show('The browser refused to copy.', false);
  }
}
