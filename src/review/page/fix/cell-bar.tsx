/** The cell under the cursor, in one fixed place: its value, the one proposed, why, and what can be done. */
import type { GridRow, CellProblem } from '../../wire.js';
import { useSession } from '../context.js';
import { BeforeAndAfter } from '../frame/value-diff.js';
import { useValue } from '../observable.js';
import { toCount } from '../words.js';
import { useFix } from './fix-context.js';
import { toRowLabel } from './grid-row.js';
import { PAGE_ROWS } from './row-store.js';

const MOST_OTHERS = 5;

export function CellBar() {
  const model = useFix();
  const session = useSession();
  useValue(model.store.version);
  useValue(session.edits.outbox);
  const cursor = useValue(model.cursor);
  const { row, column, problem } = model;
  if (row === undefined || column === undefined) return <Fetching index={cursor.index} />;
  return (
    <section class="cell-bar" aria-label="Cell" data-area="cell">
      <div class="whose">
        <span class="muted small">{toRowLabel(row.row)}</span>
        <b dir="auto">{row.name === '' ? 'no name' : row.name}</b>
      </div>
      <div class="what">
        <p class="values">
          <span class="muted">{problem?.at === -1 ? 'Whole row' : column.name}</span>
          {problem?.at !== -1 && <Value row={row} at={column.at} problem={problem} />}
        </p>
        <p class="muted" id="cell-reason">
          {toReason(row, column.at, problem)}
          <Others row={row.row} />
        </p>
      </div>
      <Buttons row={row} problem={problem} />
    </section>
  );
}

function Fetching({ index }: { readonly index: number }) {
  const model = useFix();
  const first = Math.floor(index / PAGE_ROWS) * PAGE_ROWS;
  const last = Math.min(first + PAGE_ROWS, Math.max(1, model.store.total));
  return (
    <section class="cell-bar" aria-label="Cell" data-area="cell">
      <p class="muted">
        {model.store.about === undefined
          ? 'Fetching the first rows.'
          : `Fetching rows ${first + 1} to ${last}. You can keep scrolling.`}
      </p>
    </section>
  );
}

function Value({
  row,
  at,
  problem,
}: {
  readonly row: GridRow;
  readonly at: number;
  readonly problem: CellProblem | undefined;
}) {
  const value = row.cells[at] ?? row.name;
  const edit = row.edited?.find((one) => one.at === at);
  if (problem?.suggestion !== undefined)
    return <BeforeAndAfter before={value} after={problem.suggestion.value} />;
  if (edit !== undefined) return <BeforeAndAfter before={edit.before} after={value} />;
  return value === '' ? <i class="muted">empty</i> : <bdi>{value}</bdi>;
}

/** Rows that an edit of this row changed, too: they share a key with it. */
function Others({ row }: { readonly row: number }) {
  const answer = useValue(useSession().edits.edited);
  const numbers = answer?.rows.map((one) => one.row) ?? [];
  const others = numbers.filter((number) => number !== row);
  if (!numbers.includes(row) || others.length === 0 || others.length > MOST_OTHERS) return null;
  return (
    <>
      {' '}
      {others.length === 1 ? `Row ${others.join()} was` : `Rows ${others.join(', ')} were`} checked again,
      too.
    </>
  );
}

function toReason(row: GridRow, at: number, problem: CellProblem | undefined): string {
  if (row.status === 'left_out') return 'Left out by you. It is not sent.';
  if (problem !== undefined)
    return problem.remedy === '' ? problem.text : `${problem.text} ${problem.remedy}`;
  if (row.status === 'skipped') return row.why ?? 'It is not sent.';
  if (row.cut?.includes(at) === true) return 'This value is longer than 2,048 characters and is cut here.';
  if (row.edited?.some((one) => one.at === at) === true) return 'Changed by you.';
  const others = row.problems.length;
  return others === 0
    ? 'Nothing to fix in this row.'
    : `Nothing to fix here. ${toCount(others, 'problem')} in this row.`;
}

function Buttons({ row, problem }: { readonly row: GridRow; readonly problem: CellProblem | undefined }) {
  const model = useFix();
  const kind = useValue(model.kinds)?.kinds.find((one) => one.kind === problem?.kind);
  const busy = useValue(useSession().busy);
  return (
    <div class="buttons">
      {problem?.suggestion !== undefined && (
        <button class="button main" type="button" onClick={() => model.accept()}>
          Accept <kbd>Ctrl+Enter</kbd>
        </button>
      )}
      {kind !== undefined && kind.acceptable > 1 && (
        <button class="button" type="button" disabled={busy !== ''} onClick={() => model.acceptKind(kind)}>
          {busy === '' ? `Accept all ${kind.acceptable}` : `${busy}...`}
        </button>
      )}
      {problem !== undefined && problem.suggestion === undefined && model.canEdit() && (
        <button class="button main" type="button" onClick={() => model.startEdit()}>
          Edit <kbd>Enter</kbd>
        </button>
      )}
      {row.status !== 'skipped' && (
        <button class="button" type="button" onClick={() => model.toggleRow()}>
          {row.status === 'left_out' ? 'Take row in' : 'Leave row out'}
        </button>
      )}
    </div>
  );
}
