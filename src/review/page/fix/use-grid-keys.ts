/** Keys in the grid: what the grid does itself, and what its model does. */
import { useHistory } from '../frame/use-history.js';
import { ROW_HEIGHT, type GridColumn } from './columns.js';
import { act } from './grid-actions.js';
import { toGridAction } from './grid-keys.js';
import type { FixModel } from './model.js';

interface Drawn {
  readonly scroller: { readonly current: HTMLDivElement | null };
  readonly columns: readonly GridColumn[];
}

function widen(model: FixModel, columns: readonly GridColumn[], by: number): void {
  const column = columns[model.cursor.value.column];
  if (column === undefined) return;
  model.widths.change(column.at, column.width + by);
  model.session.notices.say(`${column.name} is ${model.widths.set.value.get(column.at) ?? 0} pixels wide.`);
}

/** `onSearch`: false where the key is the browser's. */
export function useGridKeys(
  model: FixModel,
  { scroller, columns }: Drawn,
  onSearch: () => boolean,
): (event: KeyboardEvent) => void {
  const history = useHistory();
  return (event) => {
    if (model.editing.value !== undefined) return;
    const action = toGridAction(event);
    if (action === undefined) return;
    const rows = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2);
    if (action.kind === 'search' && !onSearch()) return;
    event.preventDefault();
    event.stopPropagation();
    if (action.kind === 'undo') void history.undo();
    else if (action.kind === 'redo') void history.redo();
    else if (action.kind === 'widen') widen(model, columns, action.by);
    else act(model, action, rows);
  };
}
