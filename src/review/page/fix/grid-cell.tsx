/** One cell of the grid: its value, what is proposed for it, or the editor. */
import type { GridRow } from '../../wire.js';
import { Mark } from '../frame/mark.js';
import { ValueDiff } from '../frame/value-diff.js';
import { CellEditor } from './cell-editor.js';
import { toCellLook, type CellLook } from './cell-look.js';
import { MADE_NAME, type GridColumn } from './columns.js';

interface CellProps {
  readonly row: GridRow | undefined;
  readonly column: GridColumn;
  readonly place: number;
  readonly left: number;
  readonly index: number;
  readonly isCursor: boolean;
  readonly editing: string | undefined;
  readonly unsaved: ReadonlyMap<number, string> | undefined;
}

export function GridCell({ row, column, place, left, index, isCursor, editing, unsaved }: CellProps) {
  const { at, width } = column;
  const style = { width: `${width}px`, ...(place === 0 ? {} : { left: `${left}px` }) };
  const frozen = place === 0 ? ' frozen' : '';
  if (row === undefined)
    return (
      <div
        role="gridcell"
        class={`cell${frozen}`}
        style={style}
        aria-colindex={place + 2}
        data-column={place}
        tabIndex={isCursor ? 0 : -1}
      >
        <span class={`blank blank-${(index * 7 + place * 3) % 4}`} />
      </div>
    );
  const cell = at === MADE_NAME ? toNameLook(row) : toCellLook(row, at, unsaved);
  const isReadonly = at === MADE_NAME || row.cut?.includes(at) === true;
  return (
    <div
      role="gridcell"
      class={`cell${frozen} ${cell.look}${cell.isEdited ? ' edited' : ''}${cell.isUnsaved ? ' unsaved-cell' : ''}`}
      style={style}
      aria-colindex={place + 2}
      data-column={place}
      tabIndex={isCursor ? 0 : -1}
      {...(cell.look === 'must' || cell.look === 'conflict' ? { 'aria-invalid': true } : {})}
      {...(isCursor && cell.problem !== undefined ? { 'aria-describedby': 'cell-reason' } : {})}
      {...(isReadonly ? { 'aria-readonly': true } : {})}
    >
      {editing === undefined ? (
        <CellValue cell={cell} />
      ) : (
        <CellEditor text={editing} label={`${column.name}, row ${row.row}`} problem={cell.problem} />
      )}
    </div>
  );
}

function toNameLook({ name }: GridRow): CellLook {
  return {
    value: name,
    proposed: undefined,
    problem: undefined,
    look: '',
    isEdited: false,
    isUnsaved: false,
  };
}

function CellValue({ cell }: { readonly cell: CellLook }) {
  if (cell.look === 'conflict')
    return (
      <>
        <Mark of="conflict" /> <bdi>{cell.value}</bdi>
      </>
    );
  if (cell.proposed !== undefined) return <ValueDiff before={cell.value} after={cell.proposed} />;
  if (cell.value === '' && cell.look === 'must') return <i>empty</i>;
  return <bdi>{cell.value}</bdi>;
}
