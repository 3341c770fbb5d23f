/** The right edge of a column's name: drag it for another width, double-click it for the usual one. */
import { useRef } from 'preact/hooks';
import type { ColumnWidths } from './column-widths.js';
import type { GridColumn } from './columns.js';

interface Props {
  readonly column: GridColumn;
  readonly widths: ColumnWidths;
}

/** Not for the keyboard or screen readers: keys of the grid do the same. */
export function ColumnEdge({ column: { at, width }, widths }: Props) {
  const from = useRef<{ readonly x: number; readonly width: number } | undefined>(undefined);
  return (
    <span
      class="edge"
      aria-hidden="true"
      title="Drag to change the width"
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, width };
      }}
      onPointerMove={({ clientX }) => {
        if (from.current !== undefined) widths.change(at, from.current.width + clientX - from.current.x);
      }}
      onLostPointerCapture={() => {
        from.current = undefined;
      }}
      onDblClick={(event) => {
        event.stopPropagation();
        widths.change(at, undefined);
      }}
    />
  );
}
