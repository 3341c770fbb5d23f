/** No row meets the filter: what was looked for, and what to do instead. */
import { useReview, useSession } from '../context.js';
import { NO_FILTER } from '../route.js';
import { toCount } from '../words.js';
import { useFix } from './fix-context.js';

export function Empty() {
  return useFix().store.filter.q === '' ? <EmptyView /> : <NotFound />;
}

function EmptyView() {
  const session = useSession();
  const { counts } = useReview();
  return (
    <div class="message">
      <h2>
        {counts.toDo === 0
          ? `Nothing to fix. ${toCount(counts.ready, 'row')} are ready.`
          : 'No row is in this view'}
      </h2>
      <div class="actions">
        <button
          class="button main"
          type="button"
          onClick={() => session.navigation.go({ filter: NO_FILTER })}
        >
          Show all rows
        </button>
      </div>
    </div>
  );
}

/** What was searched for is in no row. */
function NotFound() {
  const session = useSession();
  const { counts } = useReview();
  const { filter, about } = useFix().store;
  const nearest = about?.nearest;
  return (
    <div class="message">
      <h2>
        No row has "<bdi>{filter.q}</bdi>" in it
      </h2>
      <p class="muted">
        Searched{' '}
        {filter.show === 'all' && filter.kind.length === 0
          ? `all ${toCount(counts.rows, 'row')}`
          : 'the rows of this view'}
        {filter.col === undefined ? ', in every column.' : ', in one column.'}
        {nearest !== undefined && (
          <>
            {' '}
            {toCount(nearest.rows, 'row has', 'rows have')} "<bdi>{nearest.text}</bdi>".
          </>
        )}
      </p>
      <div class="actions">
        {nearest !== undefined && (
          <button
            class="button main"
            type="button"
            onClick={() => session.navigation.go({ filter: { ...filter, q: nearest.text } })}
          >
            Search for <bdi>{nearest.text}</bdi>
          </button>
        )}
        <button
          class="button"
          type="button"
          onClick={() => session.navigation.go({ filter: { ...filter, q: '' } })}
        >
          Clear the search
        </button>
      </div>
    </div>
  );
}
