/** Says that only rows are shown that failed for a cause, and shows all again. */
import { useEffect } from 'preact/hooks';
import type { ApplyAnswer } from '../../wire.js';
import { useSession } from '../context.js';
import { useValue } from '../observable.js';
import { useFix } from './fix-context.js';

export function FailedChip() {
  const session = useSession();
  const { filter } = useValue(session.navigation.route);
  const apply = useValue(session.apply);
  useValue(useFix().store.version);
  const isNeeded = filter.failed !== undefined && apply === undefined;
  useEffect(() => {
    if (isNeeded)
      void session.ask<ApplyAnswer>('/api/apply').then((answer) => answer && session.apply.set(answer));
  }, [isNeeded]);
  if (filter.failed === undefined) return null;
  const cause = apply?.causes.find(({ code }) => code === filter.failed);
  return (
    <p class="failed-chip">
      <span title={cause?.text}>Rows that failed{cause === undefined ? '' : `: ${cause.text}`}</span>
      <button
        class="link"
        type="button"
        onClick={() => session.navigation.go({ filter: { ...filter, failed: undefined } })}
      >
        Show all rows
      </button>
    </p>
  );
}
