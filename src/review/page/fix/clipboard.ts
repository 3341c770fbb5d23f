/** Copy a cell; paste what a spreadsheet copied. */
import { toCount } from '../words.js';
import type { FixModel } from './model.js';
import { toBlock } from './pasted-block.js';

/** More values than this are not pasted at once. */
const MOST_PASTED = 500;

/** From the cursor down and to the right. All of it, or nothing: a block that does not fit is not cut. */
export async function pasteBlock(model: FixModel, text: string): Promise<void> {
  const { session, store } = model;
  const block = toBlock(text);
  const { index, column } = model.cursor.value;
  const width = Math.max(...block.map((cells) => cells.length));
  const fault = findFault(model, { rows: block.length, width });
  if (fault !== undefined) {
    session.notices.show(fault, false);
    return;
  }
  const rows = await store.take(index, block.length);
  const cells = rows.flatMap(({ row }, down) =>
    (block[down] ?? []).flatMap((value, right) => {
      const at = model.columns[column + right]?.at;
      return at === undefined ? [] : [{ row, at, value }];
    }),
  );
  const isDone = session.edits.add(
    cells.map((cell) => ({ op: 'set', ...cell })),
    cells,
  );
  if (isDone && rows.length < block.length)
    session.notices.show(
      `${rows.length} of ${toCount(block.length, 'row')} are pasted: no more rows follow.`,
      true,
    );
}

/** Why the block is not pasted. */
function findFault(model: FixModel, { rows, width }: { readonly rows: number; readonly width: number }) {
  const { column } = model.cursor.value;
  const left = model.columns.length - column;
  if (!model.canEdit()) return model.toReadonlyReason();
  if (width > left)
    return `${toCount(width, 'column')} are copied, and only ${left} ${left === 1 ? 'is' : 'are'} left from here.`;
  return rows * width > MOST_PASTED ? `At most ${MOST_PASTED} values can be pasted at once.` : undefined;
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
