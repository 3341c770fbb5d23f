/** The changes of one filter, fetched by page as they come into view. */
import type { ChangesAnswer, CustomerChange, PreviewKind } from '../../wire.js';
import { PagedList } from '../paged-list.js';
import type { Session } from '../session.js';

const PAGE = 50;

export interface ChangeFilter {
  readonly kinds: readonly PreviewKind[];
  readonly field: string;
  readonly q: string;
}

export class ChangeStore extends PagedList<CustomerChange> {
  readonly #stop: AbortController;

  constructor(session: Session, filter: ChangeFilter) {
    const stop = new AbortController();
    super({
      size: PAGE,
      fetch: async (page) => {
        const path = `/api/changes?${toQuery(filter, page).toString()}`;
        const answer = await session.ask<ChangesAnswer>(path, { signal: stop.signal });
        return answer && { items: answer.changes, total: answer.total };
      },
    });
    this.#stop = stop;
  }

  close(): void {
    this.#stop.abort();
  }
}

function toQuery({ kinds, field, q }: ChangeFilter, page: number): URLSearchParams {
  const query = new URLSearchParams({ from: String(page * PAGE), n: String(PAGE) });
  for (const kind of kinds) query.append('kind', kind);
  if (field !== '') query.set('field', field);
  if (q !== '') query.set('q', q);
  return query;
}
