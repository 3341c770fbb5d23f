/** Fix on a phone: a card for each row, grouped by kind. */
import { useEffect, useState } from 'preact/hooks';
import type { GridRow, CellProblem, ProblemKind, RowsAnswer } from '../../wire.js';
import { useReview, useSession } from '../context.js';
import { useValue } from '../observable.js';
import { toFilterQuery, type PageRoute } from '../route.js';
import { toCount, toNumber, toShortTitle } from '../words.js';
import { Empty } from './empty.js';
import { FailedChip } from './failed-chip.js';
import { useFix } from './fix-context.js';
import { RowCard } from './row-card.js';
import { SearchField } from './toolbar.js';

/** Cards of a group, before and after "Show more". */
const [FEW, MORE] = [3, 20];
const MOST_GROUPS = 12;

export function Cards() {
  const session = useSession();
  const model = useFix();
  const { filter } = useValue(session.navigation.route);
  const kinds = useValue(model.kinds)?.kinds ?? [];
  const grouped =
    filter.show === 'todo' || filter.show === 'all'
      ? kinds.filter(({ kind }) => filter.kind.length === 0 || filter.kind.includes(kind))
      : [];
  const isPlain = grouped.length === 0 || filter.q !== '' || filter.show === 'all';
  return (
    <div class="cards" data-area="rows">
      <SearchField />
      <Chips kinds={kinds} />
      <FailedChip />
      {isPlain ? (
        <Group filter={filter} few={MORE} />
      ) : (
        grouped
          .slice(0, MOST_GROUPS)
          .map((kind) => (
            <Group
              key={kind.kind}
              kind={kind}
              filter={{ ...filter, kind: [kind.kind] }}
              few={grouped.length === 1 ? MORE : FEW}
            />
          ))
      )}
    </div>
  );
}

function Chips({ kinds }: { readonly kinds: readonly ProblemKind[] }) {
  const session = useSession();
  const { filter } = useValue(session.navigation.route);
  const { counts } = useReview();
  const go = (part: Partial<PageRoute['filter']>): void =>
    session.navigation.go({ filter: { ...filter, kind: [], ...part } });
  const isTodo = filter.show === 'todo' && filter.kind.length === 0;
  return (
    <div class="chips" role="group" aria-label="Filter">
      <Chip isOn={isTodo} text="To do" count={counts.toDo} onPick={() => go({ show: 'todo' })} />
      {kinds.map(({ kind, title, rows }) => (
        <Chip
          key={kind}
          isOn={filter.kind.includes(kind)}
          text={toShortTitle(title)}
          count={rows}
          onPick={() => go({ show: 'todo', kind: [kind] })}
        />
      ))}
      <Chip
        isOn={filter.show === 'changed'}
        text="Changed"
        count={counts.changed}
        onPick={() => go({ show: 'changed' })}
      />
      <Chip
        isOn={filter.show === 'left_out'}
        text="Left out"
        count={counts.leftOut}
        onPick={() => go({ show: 'left_out' })}
      />
      <Chip
        isOn={filter.show === 'all' && filter.kind.length === 0}
        text="All"
        count={counts.rows}
        onPick={() => go({ show: 'all' })}
      />
    </div>
  );
}

interface ChipProps {
  readonly isOn: boolean;
  readonly text: string;
  readonly count: number;
  readonly onPick: () => void;
}

function Chip({ isOn, text, count, onPick }: ChipProps) {
  return (
    <button class="chip" type="button" aria-pressed={isOn} onClick={onPick}>
      {text} {toNumber(count)}
    </button>
  );
}

interface GroupProps {
  readonly kind?: ProblemKind;
  readonly filter: PageRoute['filter'];
  readonly few: number;
}

function Group({ kind, filter, few }: GroupProps) {
  const model = useFix();
  const session = useSession();
  const [count, setCount] = useState(few);
  const { rows, about } = useRows(filter, count);
  const busy = useValue(session.busy);
  if (about?.total === 0) return kind === undefined ? <Empty /> : null;
  return (
    <section class="group" aria-label={kind?.title ?? 'Rows'}>
      {kind === undefined && <h2 class="unseen">Rows</h2>}
      {kind !== undefined && (
        <div class="head-line">
          <h2>{toShortTitle(kind.title)}</h2>
          {kind.acceptable > 0 && (
            <button
              class="button"
              type="button"
              disabled={busy !== ''}
              onClick={() => model.acceptKind(kind)}
            >
              Accept all {toNumber(kind.acceptable)}
            </button>
          )}
        </div>
      )}
      {rows.map((row) => (
        <RowCard key={row.row} row={row} problems={toShownProblems(row, kind)} />
      ))}
      {about !== undefined && about.total > rows.length && (
        <button class="button more" type="button" onClick={() => setCount(count + MORE)}>
          Show {toNumber(Math.min(MORE, about.total - rows.length))} more of {toCount(about.total, 'row')}
        </button>
      )}
    </section>
  );
}

function toShownProblems(row: GridRow, kind: ProblemKind | undefined): readonly CellProblem[] {
  return kind === undefined ? row.problems : row.problems.filter((problem) => problem.kind === kind.kind);
}

interface Rows {
  readonly rows: readonly GridRow[];
  readonly about: Pick<RowsAnswer, 'total' | 'view'> | undefined;
}

/** The first rows of a filter. Fixed ones stay in place until the filter is set again. */
function useRows(filter: PageRoute['filter'], count: number): Rows {
  const session = useSession();
  const [answer, setAnswer] = useState<RowsAnswer>();
  const checked = useValue(session.checked);
  const edited = useValue(session.edits.edited);
  const address = toFilterQuery(filter).toString();
  useEffect(() => {
    const query = toFilterQuery(filter);
    query.set('from', '0');
    query.set('n', String(Math.min(count, 200)));
    if (answer !== undefined) query.set('view', answer.view);
    void session.ask<RowsAnswer>(`/api/rows?${query.toString()}`).then((next) => next && setAnswer(next));
  }, [address, count, checked]);
  useEffect(() => {
    if (edited === undefined) return;
    const rows = new Map(edited.rows.map((row) => [row.row, row]));
    setAnswer((old) => old && { ...old, rows: old.rows.map((row) => rows.get(row.row) ?? row) });
  }, [edited]);
  return { rows: answer?.rows ?? [], about: answer };
}
