/** One row on a phone: its problems, and what can be done about each. */
import { useState } from 'preact/hooks';
import type { GridRow, CellProblem } from '../../wire.js';
import { useSession } from '../context.js';
import { Mark } from '../frame/mark.js';
import { takeFocus } from '../frame/take-focus.js';
import { ValueDiff } from '../frame/value-diff.js';
import { useFix } from './fix-context.js';
import { toRowLabel } from './grid-row.js';

interface Props {
  readonly row: GridRow;
  readonly problems: readonly CellProblem[];
}

export function RowCard({ row, problems }: Props) {
  const isOut = row.status === 'left_out';
  const model = useFix();
  const [isEditing, setEditing] = useState(false);
  return (
    <article class={isOut ? 'card out' : 'card'}>
      <div class="head-line">
        <h3 dir="auto">{row.name === '' ? 'no name' : row.name}</h3>
        <span class="muted small">{toRowLabel(row.row)}</span>
      </div>
      {isOut || problems.length === 0 ? (
        <>
          <Edited row={row} />
          <p class="muted">
            {isOut ? 'Left out by you' : row.isFixed === true ? 'Fixed' : 'Nothing to fix in this row.'}
          </p>
        </>
      ) : (
        problems.map((problem) => (
          <CardProblem key={`${problem.at}:${problem.kind}`} row={row} problem={problem} />
        ))
      )}
      {isEditing && <AnyCellEditor row={row} onClose={() => setEditing(false)} />}
      {!isEditing && (isOut || problems.length === 0) && row.status !== 'skipped' && (
        <div class="buttons">
          {!isOut && (
            <button class="button" type="button" onClick={() => setEditing(true)}>
              Edit
            </button>
          )}
          <button class="button" type="button" onClick={() => model.toggleRow(row)}>
            {isOut ? 'Take in' : 'Leave out'}
          </button>
        </div>
      )}
    </article>
  );
}

/** What was changed in the row. */
function Edited({ row }: { readonly row: GridRow }) {
  const { columns } = useFix();
  return (
    <>
      {row.edited?.map(({ at, before }) => (
        <div key={at}>
          <p class="column muted">{columns.find((column) => column.at === at)?.name ?? ''}</p>
          <p class="value">
            <ValueDiff before={before} after={row.cells[at] ?? ''} />
          </p>
        </div>
      ))}
    </>
  );
}

function CardProblem({ row, problem }: { readonly row: GridRow; readonly problem: CellProblem }) {
  const model = useFix();
  const session = useSession();
  const [isEditing, setEditing] = useState(false);
  const { at, suggestion } = problem;
  const value = row.cells[at] ?? '';
  const column = model.columns.find((one) => one.at === at);
  const canEdit = model.canEdit(row, column);
  const accept = (): void => {
    if (suggestion !== undefined)
      session.edits.add(
        [{ op: 'accept', row: row.row, at }],
        [{ row: row.row, at, value: suggestion.value }],
      );
  };
  return (
    <>
      <p class="column muted">
        <Mark of={problem.mark === '?' ? 'conflict' : problem.severity === 'must' ? 'invalid' : 'warned'} />
        {column?.name ?? 'Whole row'}
      </p>
      {isEditing ? (
        <CardEditor row={row} at={at} name={column?.name ?? ''} onClose={() => setEditing(false)} />
      ) : (
        <>
          {at >= 0 && (
            <p class="value">
              {suggestion === undefined ? (
                <Plain value={value} />
              ) : (
                <ValueDiff before={value} after={suggestion.value} />
              )}
            </p>
          )}
          <p class="muted why">
            {problem.text} {problem.remedy}
          </p>
          <div class="buttons">
            {suggestion !== undefined && (
              <button class="button main" type="button" onClick={accept}>
                Accept
              </button>
            )}
            {canEdit && (
              <button class="button" type="button" onClick={() => setEditing(true)}>
                Edit
              </button>
            )}
            <button class="button" type="button" onClick={() => model.toggleRow(row)}>
              Leave out
            </button>
          </div>
        </>
      )}
    </>
  );
}

function Plain({ value }: { readonly value: string }) {
  return value === '' ? <i>empty</i> : <bdi>{value}</bdi>;
}

/** Of a row without a problem, such as one that the server refused: the person says which column. */
function AnyCellEditor({ row, onClose }: Pick<EditorProps, 'row' | 'onClose'>) {
  const columns = useFix().columns.filter(({ at }) => at >= 0 && row.cut?.includes(at) !== true);
  const [at, setAt] = useState(columns[0]?.at ?? 0);
  return (
    <>
      <select
        class="field"
        aria-label={`Column to edit, row ${row.row}`}
        value={at}
        onChange={({ currentTarget }) => setAt(Number(currentTarget.value))}
      >
        {columns.map((column) => (
          <option key={column.at} value={column.at}>
            {column.name}
          </option>
        ))}
      </select>
      <CardEditor
        key={at}
        row={row}
        at={at}
        name={columns.find((column) => column.at === at)?.name ?? ''}
        onClose={onClose}
      />
    </>
  );
}

interface EditorProps {
  readonly row: GridRow;
  readonly at: number;
  readonly name: string;
  readonly onClose: () => void;
}

function CardEditor({ row, at, name, onClose }: EditorProps) {
  const session = useSession();
  const [value, setValue] = useState(row.cells[at] ?? '');
  const save = (event: Event): void => {
    event.preventDefault();
    const cell = { row: row.row, at, value };
    if (value === row.cells[at] || session.edits.add([{ op: 'set', ...cell }], [cell])) onClose();
  };
  return (
    <form onSubmit={save}>
      <input
        class="field"
        aria-label={`${name}, row ${row.row}`}
        value={value}
        ref={takeFocus}
        onInput={({ currentTarget }) => setValue(currentTarget.value)}
      />
      <div class="buttons">
        <button class="button main" type="submit">
          Save
        </button>
        <button class="button" type="button" onClick={onClose}>
          Back
        </button>
      </div>
    </form>
  );
}
