/** The rows of the grid that are drawn: those in view, and that of the cursor. Each keeps its node while it is drawn. */
import { defaultRangeExtractor, type VirtualItem } from '@tanstack/virtual-core';
import { useEffect, useRef } from 'preact/hooks';
import { useValue } from '../observable.js';
import { ROW_HEIGHT } from './columns.js';
import type { FixModel } from './model.js';
import { assignSlots } from './slots.js';
import { useVirtualizer } from '../use-virtualizer.js';

const OVERSCAN = 6;

export interface DrawnRows {
  readonly items: readonly VirtualItem[];
  /** The node of each, by its place in the filtered rows. */
  readonly slots: ReadonlyMap<number, number>;
  readonly height: number;
  readonly isScrolling: boolean;
}

export function useDrawnRows(
  { store, cursor }: FixModel,
  scroller: { readonly current: HTMLDivElement | null },
): DrawnRows {
  const version = useValue(store.version);
  const { index: cursorAt } = useValue(cursor);
  const virtualizer = useVirtualizer({
    count: store.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    rangeExtractor: (range) => withIndex(defaultRangeExtractor(range), cursorAt, store.total),
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
  const { isScrolling } = virtualizer;
  return {
    // While it scrolls, no node moves among its neighbours; then they are put in the order in which they are read.
    items: isScrolling
      ? [...items].sort((a, b) => (slots.current.get(a.index) ?? 0) - (slots.current.get(b.index) ?? 0))
      : items,
    slots: slots.current,
    height: virtualizer.getTotalSize(),
    isScrolling,
  };
}

/** The row of the cursor stays drawn when it is scrolled away, so that the focus is not lost. */
function withIndex(indexes: number[], index: number, total: number): number[] {
  if (index >= total || indexes.includes(index)) return indexes;
  return [...indexes, index].sort((a, b) => a - b);
}
