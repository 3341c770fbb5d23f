/** One row of the grid. A row whose properties are the same is not drawn again. */
import { Component } from 'preact';
import type { GridRow } from '../../wire.js';
import { Mark } from '../frame/mark.js';
import { GridCell } from './grid-cell.js';
import type { GridColumn } from './columns.js';
import { toNumber } from '../words.js';

export interface RowProps {
  /** Undefined: not there yet. */
  readonly row: GridRow | undefined;
  readonly index: number;
  readonly top: number;
  readonly columns: readonly GridColumn[];
  readonly offsets: readonly number[];
  readonly first: number;
  readonly last: number;
  /** Column of the cursor; -1: it is in another row. */
  readonly cursor: number;
  readonly editing: string | undefined;
  readonly unsaved: ReadonlyMap<number, string> | undefined;
  /** Of a row that is not there yet, if it is known. */
  readonly number: number | undefined;
}

export class GridLine extends Component<RowProps> {
  override shouldComponentUpdate(next: RowProps): boolean {
    const names = Object.keys(next) as (keyof RowProps)[];
    return names.some((name) => next[name] !== this.props[name]);
  }

  override render({
    row,
    index,
    top,
    columns,
    offsets,
    first,
    last,
    cursor,
    editing,
    unsaved,
    number,
  }: RowProps) {
    const shown = toShown(first, last, cursor, columns.length);
    return (
      <div
        role="row"
        class={`line${row?.status === 'left_out' ? ' out' : ''}${row?.isFixed === true ? ' fixed' : ''}`}
        aria-rowindex={index + 2}
        data-index={index}
        style={{ transform: `translateY(${top}px)`, width: `${offsets.at(-1) ?? 0}px` }}
      >
        <div role="rowheader" aria-colindex={1} class="cell row-number">
          {row !== undefined && <RowMark row={row} />}
          {row?.row ?? number}
          {row !== undefined && row.name !== '' && <span class="unseen">, {row.name}</span>}
        </div>
        {shown.map((at) => {
          const column = columns[at];
          return column === undefined ? null : (
            <GridCell
              key={at}
              row={row}
              column={column}
              place={at}
              left={offsets[at] ?? 0}
              index={index}
              isCursor={at === cursor}
              editing={at === cursor ? editing : undefined}
              unsaved={unsaved}
            />
          );
        })}
      </div>
    );
  }
}

/** The first column, those in view, and the one of the cursor, in order. */
function toShown(first: number, last: number, cursor: number, count: number): readonly number[] {
  const shown = new Set([0]);
  for (let at = first; at <= Math.min(last, count - 1); at += 1) shown.add(at);
  if (cursor >= 0) shown.add(cursor);
  return [...shown].sort((a, b) => a - b);
}

/** What is wrong with the row as a whole, or why it is not sent. */
function RowMark({ row }: { readonly row: GridRow }) {
  const whole = row.problems.find(({ at }) => at === -1);
  if (row.status === 'left_out') return <Said of="skipped" text="Left out by you" />;
  if (row.status === 'skipped') return <Said of="skipped" text={row.why ?? 'Not sent'} />;
  if (whole === undefined) return null;
  if (whole.mark === '?') return <Said of="conflict" text={whole.text} />;
  return <Said of={whole.severity === 'must' ? 'invalid' : 'warned'} text={whole.text} />;
}

function Said({
  of,
  text,
}: {
  readonly of: 'skipped' | 'conflict' | 'invalid' | 'warned';
  readonly text: string;
}) {
  return (
    <span title={text}>
      <Mark of={of} />
      <span class="unseen">{text}. Row </span>
    </span>
  );
}

/** The row's number while the row itself is not there yet: only known where nothing is filtered. */
export function toKnownNumber(index: number, isFiltered: boolean): number | undefined {
  return isFiltered ? undefined : index + 1;
}

export function toRowLabel(row: number): string {
  return `Row ${toNumber(row)}`;
}
