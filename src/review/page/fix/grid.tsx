/** All rows of the filter as a grid: only what is in view is drawn, and each key has its place in `grid-keys`. */
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { useSession } from '../context.js';
import { useValue } from '../observable.js';
import { isFiltered } from '../route.js';
import { pasteBlock } from './clipboard.js';
import { ROW_HEIGHT } from './columns.js';
import { useFix } from './fix-context.js';
import { pick } from './grid-actions.js';
import { GridHeader } from './grid-header.js';
import { GridLine, toKnownNumber } from './grid-row.js';
import type { FixModel } from './model.js';
import { toUnsavedValues } from './outbox.js';
import { useDrawnRows } from './use-drawn-rows.js';
import { useGridKeys } from './use-grid-keys.js';
import { useShownColumns } from './use-shown-columns.js';

const BELOW = 3 * ROW_HEIGHT;

export function Grid({ onSearch }: { readonly onSearch: () => boolean }) {
  const model = useFix();
  const session = useSession();
  const { store } = model;
  const cursor = useValue(model.cursor);
  const editing = useValue(model.editing);
  const unsaved = useMemo(
    () => toUnsavedValues(session.edits.outbox.value),
    [useValue(session.edits.outbox)],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const { columns, offsets, first, last, watch } = useShownColumns(model, scroller);
  const { items, slots, height, isScrolling } = useDrawnRows(model, scroller);
  useCursorInView(model, scroller, offsets);
  const press = useGridKeys(model, { scroller, columns }, onSearch);

  return (
    <div
      ref={scroller}
      class="grid"
      role="grid"
      aria-label="Rows"
      aria-rowcount={store.total + 1}
      aria-colcount={columns.length + 1}
      data-area="grid"
      onScroll={watch}
      onKeyDown={press}
      onMouseDown={(event) => pick(event, model)}
      onDblClick={() => model.startEdit()}
      onPaste={(event) => {
        if (model.editing.value !== undefined) return;
        event.preventDefault();
        void pasteBlock(model, event.clipboardData?.getData('text/plain') ?? '');
      }}
    >
      <GridHeader columns={columns} offsets={offsets} first={first} last={last} widths={model.widths} />
      <div role="rowgroup" class={isScrolling ? 'lines' : 'lines at-rest'} style={{ height: `${height}px` }}>
        {items.map(({ index, start }) => {
          const row = store.at(index);
          const isCursor = index === cursor.index;
          return (
            <GridLine
              key={slots.get(index)}
              row={row}
              index={index}
              top={start}
              columns={columns}
              offsets={offsets}
              first={first}
              last={last}
              cursor={isCursor ? cursor.column : -1}
              editing={isCursor ? editing : undefined}
              unsaved={row === undefined ? undefined : unsaved.get(row.row)}
              number={toKnownNumber(index, isFiltered(store.filter))}
            />
          );
        })}
      </div>
    </div>
  );
}

/** Scrolls to the cursor when it moves, and gives its cell the focus. */
function useCursorInView(
  model: FixModel,
  scroller: { readonly current: HTMLDivElement | null },
  offsets: readonly number[],
): void {
  const { index, column } = useValue(model.cursor);
  const focus = useValue(model.focus);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const top = index * ROW_HEIGHT;
    const viewed = element.clientHeight - ROW_HEIGHT;
    if (top < element.scrollTop) element.scrollTop = top;
    // The rows below stay in sight, also under a message.
    else if (top + BELOW > element.scrollTop + viewed) element.scrollTop = top + BELOW - viewed;
    if (column === 0) return;
    const [left, right] = [offsets[column] ?? 0, offsets[column + 1] ?? 0];
    if (left < element.scrollLeft + (offsets[1] ?? 0)) element.scrollLeft = left - (offsets[1] ?? 0);
    else if (right > element.scrollLeft + element.clientWidth)
      element.scrollLeft = right - element.clientWidth;
  }, [index, column]);
  useLayoutEffect(() => {
    if (focus === 0 || model.editing.value !== undefined) return;
    const cell = scroller.current?.querySelector<HTMLElement>('.line [tabindex="0"]');
    cell?.focus({ preventScroll: true });
  }, [focus, index, column]);
}
