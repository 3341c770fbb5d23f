/** The columns of the grid, how wide they are, and which of them are in view. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useValue } from '../observable.js';
import { stretch, toOffsets, toShownColumns, withWidths, type GridColumn } from './columns.js';
import type { FixModel } from './model.js';

export interface ShownColumns {
  readonly columns: readonly GridColumn[];
  /** Left edge of each, and the right edge of the last one, in px. */
  readonly offsets: readonly number[];
  readonly first: number;
  readonly last: number;
  /** Call it when the grid was scrolled. */
  readonly watch: () => void;
}

export function useShownColumns(
  model: FixModel,
  scroller: { readonly current: HTMLDivElement | null },
): ShownColumns {
  const [width, setWidth] = useState(0);
  const widths = useValue(model.widths.set);
  const columns = useMemo(
    () => stretch(withWidths(model.columns, widths), width),
    [model.columns, widths, width],
  );
  const offsets = useMemo(() => toOffsets(columns), [columns]);
  const scrolled = useRef(0);
  const [[first, last], setShown] = useState<readonly [number, number]>([0, 12]);
  const watch = (): void => {
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
  useLayoutEffect(watch, [offsets]);
  useEffect(() => {
    const observer = new ResizeObserver(watch);
    if (scroller.current !== null) observer.observe(scroller.current);
    return () => observer.disconnect();
  }, [offsets]);
  return { columns, offsets, first, last, watch };
}
