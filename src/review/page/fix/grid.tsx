/** All rows of the filter as a grid: only what is in view is drawn, and each key has its place in `grid-keys`. */
import { defaultRangeExtractor } from '@tanstack/virtual-core';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useSession } from '../context.js';
import { useValue } from '../observable.js';
import { isFiltered } from '../route.js';
import { ROW_HEIGHT, stretch, toOffsets, toShownColumns, withWidths } from './columns.js';
import { useFix } from './fix-context.js';
import { GridHeader } from './grid-header.js';
import { pasteBlock } from './clipboard.js';
import { pick } from './grid-actions.js';
import { GridLine, toKnownNumber } from './grid-row.js';
import type { FixModel } from './model.js';
import { toUnsavedValues } from './outbox.js';
import { assignSlots } from './slots.js';
import { useGridKeys } from './use-grid-keys.js';
import { useVirtualizer } from './use-virtualizer.js';

const OVERSCAN = 6;
const BELOW = 3 * ROW_HEIGHT;

export function Grid({ onSearch }: { readonly onSearch: () => boolean }) {
  const model = useFix();
  const session = useSession();
  const { store } = model;
  const [width, setWidth] = useState(0);
  const widths = useValue(model.widths.set);
  const columns = useMemo(
    () => stretch(withWidths(model.columns, widths), width),
    [model.columns, widths, width],
  );
  const version = useValue(store.version);
  const cursor = useValue(model.cursor);
  const editing = useValue(model.editing);
  const unsaved = useMemo(
    () => toUnsavedValues(session.edits.outbox.value),
    [useValue(session.edits.outbox)],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const scrolled = useRef(0);
  const offsets = useMemo(() => toOffsets(columns), [columns]);
  const [[first, last], setShown] = useState<readonly [number, number]>([0, 12]);
  const virtualizer = useVirtualizer({
    count: store.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    rangeExtractor: (range) => withIndex(defaultRangeExtractor(range), cursor.index, store.total),
  });
  const items = virtualizer.getVirtualItems();
  const range = virtualizer.range;
  useEffect(
    () => store.want(range?.startIndex ?? 0, (range?.endIndex ?? 0) + OVERSCAN),
    [store, version, range?.startIndex, range?.endIndex],
  );
  const slots = useRef<ReadonlyMap<number, number>>(new Map());
  slots.current = assignSlots(
    slots.current,
    items.map(({ index }) => index),
  );

  // While it scrolls, no node moves among its neighbours; then they are put in the order in which they are read.
  const drawn = virtualizer.isScrolling
    ? [...items].sort((a, b) => (slots.current.get(a.index) ?? 0) - (slots.current.get(b.index) ?? 0))
    : items;

  const watchColumns = (): void => {
    const element = scroller.current;
    if (element === null) return;
    if (element.scrollLeft !== scrolled.current) {
      scrolled.current = element.scrollLeft;
      element.style.setProperty('--scrolled', `${element.scrollLeft}px`);
    }
    setWidth(element.clientWidth);
    const next = toShownColumns(offsets, { left: element.scrollLeft, width: element.clientWidth });
    setShown((old) => (old[0] === next[0] && old[1] === next[1] ? old : next));
  };
  useLayoutEffect(watchColumns, [offsets]);
  useEffect(() => {
    const observer = new ResizeObserver(watchColumns);
    if (scroller.current !== null) observer.observe(scroller.current);
    return () => observer.disconnect();
  }, [offsets]);
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
      onScroll={watchColumns}
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
      <div
        role="rowgroup"
        class={virtualizer.isScrolling ? 'lines' : 'lines at-rest'}
        style={{ height: `${virtualizer.getTotalSize()}px` }}
      >
        {drawn.map(({ index, start }) => {
          const row = store.at(index);
          const isCursor = index === cursor.index;
          return (
            <GridLine
              key={slots.current.get(index)}
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

/** The row of the cursor stays drawn when it is scrolled away, so that the focus is not lost. */
function withIndex(indexes: number[], index: number, total: number): number[] {
  if (index >= total || indexes.includes(index)) return indexes;
  return [...indexes, index].sort((a, b) => a - b);
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
