/** Does in the grid what a key or the mouse asks for. */
import { copyCell } from './clipboard.js';
import type { GridAction } from './grid-keys.js';
import type { FixModel } from './model.js';

export function act(model: FixModel, action: GridAction, pageRows: number): void {
  const { index, column } = model.cursor.value;
  switch (action.kind) {
    case 'move':
      moveTo(model, index + action.rows, column + action.columns);
      break;
    case 'page':
      moveTo(model, index + action.way * pageRows, column);
      break;
    case 'edit':
      model.startEdit(action.text);
      break;
    case 'list':
      model.startEdit();
      break;
    case 'clear':
      model.set('');
      break;
    case 'next':
    case 'previous':
      void model.find(action.kind);
      break;
    case 'accept':
      model.accept();
      break;
    case 'accept_all':
      model.acceptAllOfCursor();
      break;
    case 'toggle_row':
      model.toggleRow();
      break;
    case 'copy':
      void copyCell(model);
      break;
    default:
      break;
  }
}

function moveTo(model: FixModel, index: number, column: number): void {
  model.move(index, column);
  model.focus.set(model.focus.value + 1);
}

/** The cell under the mouse gets the cursor. */
export function pick(event: MouseEvent, model: FixModel): void {
  if (!(event.target instanceof Element) || event.target.closest('input') !== null) return;
  const index = event.target.closest('[data-index]')?.getAttribute('data-index');
  const column = event.target.closest('[data-column]')?.getAttribute('data-column');
  if (index === null || index === undefined) return;
  model.move(
    Number(index),
    column === null || column === undefined ? model.cursor.value.column : Number(column),
  );
  model.focus.set(model.focus.value + 1);
  event.preventDefault();
}
