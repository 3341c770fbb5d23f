/** What is shown of the rows, and undo and redo. */
import { useEffect, useRef } from 'preact/hooks';
import type { Counts, Show } from '../../wire.js';
import { useReview, useSession } from '../context.js';
import { Icon } from '../frame/icons.js';
import { useHistory } from '../frame/use-history.js';
import { useValue } from '../observable.js';
import { SHOWS } from '../route.js';
import { toNumber } from '../words.js';
import { FailedChip } from './failed-chip.js';
import { useFix } from './fix-context.js';

const TABS: Readonly<Record<Show, readonly [label: string, count: keyof Counts]>> = {
  all: ['All', 'rows'],
  todo: ['To do', 'toDo'],
  changed: ['Changed', 'changed'],
  left_out: ['Left out', 'leftOut'],
};

const SEARCH_PAUSE_MS = 300;

export const SEARCH_ID = 'search-rows';

export function Toolbar() {
  const session = useSession();
  const model = useFix();
  const { filter } = useValue(session.navigation.route);
  return (
    <div class="tools" role="group" aria-label="Filter" data-area="filter">
      <Tabs />
      <SearchField />
      <select
        class="field"
        aria-label="Column"
        value={filter.col ?? ''}
        onChange={({ currentTarget: { value } }) =>
          session.navigation.go({ filter: { ...filter, col: value === '' ? undefined : Number(value) } })
        }
      >
        <option value="">Column: any</option>
        {model.columns
          .filter(({ at }) => at >= 0)
          .map(({ at, name }) => (
            <option key={at} value={at}>
              {name}
            </option>
          ))}
      </select>
      <button class="button wide-only" type="button" onClick={() => model.isReplacing.set(true)}>
        Replace
      </button>
      <HistoryButtons />
      <FailedChip />
    </div>
  );
}

export function Tabs() {
  const session = useSession();
  const { filter } = useValue(session.navigation.route);
  const { counts } = useReview();
  return (
    <div class="tabs" role="group" aria-label="Rows to show">
      {SHOWS.map((show) => (
        <button
          key={show}
          type="button"
          aria-pressed={filter.show === show}
          onClick={() => session.navigation.go({ filter: { ...filter, show } })}
        >
          {TABS[show][0]} <span>{toNumber(counts[TABS[show][1]])}</span>
        </button>
      ))}
    </div>
  );
}

export function SearchField() {
  const session = useSession();
  const { filter } = useValue(session.navigation.route);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (ref.current !== null && document.activeElement !== ref.current) ref.current.value = filter.q;
  }, [filter.q]);
  const search = (q: string): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const now = session.navigation.route.value;
      if (now.step === 'fix' && now.filter.q !== q) session.navigation.go({ filter: { ...now.filter, q } });
    }, SEARCH_PAUSE_MS);
  };
  return (
    <div class="search">
      <Icon name="search" />
      <input
        ref={ref}
        id={SEARCH_ID}
        class="field"
        type="search"
        aria-label="Search all rows"
        placeholder="Search all rows"
        defaultValue={filter.q}
        onInput={({ currentTarget }) => search(currentTarget.value)}
      />
    </div>
  );
}

export function HistoryButtons() {
  const session = useSession();
  const history = useHistory();
  const { undo, redo } = useReview();
  const busy = useValue(session.busy);
  return (
    <div class="history" data-area="history">
      <button
        class="button quiet"
        type="button"
        title={undo === '' ? undefined : `Undo ${undo}`}
        disabled={undo === '' || busy !== ''}
        onClick={() => void history.undo()}
      >
        <Icon name="undo" /> <span>{busy === 'Undoing' ? 'Undoing...' : `Undo ${undo}`}</span>
      </button>
      <button
        class="button quiet wide-only"
        type="button"
        disabled={redo === '' || busy !== ''}
        onClick={() => void history.redo()}
      >
        <Icon name="redo" /> <span>{busy === 'Redoing' ? 'Redoing...' : `Redo ${redo}`}</span>
      </button>
    </div>
  );
}
