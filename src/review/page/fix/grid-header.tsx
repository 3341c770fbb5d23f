/** The names of the columns. */
import { ColumnEdge } from './column-edge.js';
import type { ColumnWidths } from './column-widths.js';
import type { GridColumn } from './columns.js';

interface Props {
  readonly columns: readonly GridColumn[];
  readonly offsets: readonly number[];
  readonly first: number;
  readonly last: number;
  readonly widths: ColumnWidths;
}

export function GridHeader({ columns, offsets, first, last, widths }: Props) {
  return (
    <div role="rowgroup" class="names" style={{ width: `${offsets.at(-1) ?? 0}px` }}>
      <div role="row" aria-rowindex={1} class="line">
        <div role="columnheader" aria-colindex={1} class="cell row-number">
          Row
        </div>
        {columns.map((column, place) => {
          const { at, name, note, width } = column;
          return place === 0 || (place >= first && place <= last) ? (
            <div
              key={at}
              role="columnheader"
              aria-colindex={place + 2}
              class={place === 0 ? 'cell frozen' : 'cell'}
              style={{ width: `${width}px`, ...(place === 0 ? {} : { left: `${offsets[place] ?? 0}px` }) }}
            >
              <bdi>{name}</bdi>
              {note !== '' && <span class="note"> {note}</span>}
              <ColumnEdge column={column} widths={widths} />
            </div>
          ) : null;
        })}
      </div>
    </div>
  );
}
