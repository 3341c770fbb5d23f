/** Kinds of problems, the gravest first: a click filters by one, Ctrl+click by several. */
import type { ProblemKind } from '../../wire.js';
import { useReview, useSession } from '../context.js';
import { Mark } from '../frame/mark.js';
import { useValue } from '../observable.js';
import { toCount, toNumber, toShortTitle } from '../words.js';
import { useFix } from './fix-context.js';

export function KindsPanel({ onFiles }: { readonly onFiles: () => void }) {
  const kinds = useValue(useFix().kinds)?.kinds ?? [];
  const { counts, files } = useReview();
  return (
    <nav class="kinds" aria-label="Kinds of problems" data-area="kinds">
      <KindList
        title="Must be fixed"
        rows={counts.mustFix}
        kinds={kinds.filter(({ severity }) => severity === 'must')}
      />
      <KindList
        title="Worth a look"
        rows={counts.worthALook}
        kinds={kinds.filter(({ severity }) => severity === 'look')}
      />
      <p class="muted small never">
        Your file is never changed. Edits go to{' '}
        <button class="link" type="button" onClick={onFiles}>
          {files.find(({ name }) => name.startsWith('corrected'))?.name ?? 'a corrected copy'}
        </button>
        .
      </p>
    </nav>
  );
}

interface ListProps {
  readonly title: string;
  readonly rows: number;
  readonly kinds: readonly ProblemKind[];
}

function KindList({ title, rows, kinds }: ListProps) {
  if (kinds.length === 0) return null;
  return (
    <section aria-label={title}>
      <p class="label head-line">
        <span class="upper">{title}</span>
        <span>{toCount(rows, 'row')}</span>
      </p>
      <ul>
        {kinds.map((kind) => (
          <Kind key={kind.kind} kind={kind} />
        ))}
      </ul>
    </section>
  );
}

function Kind({ kind }: { readonly kind: ProblemKind }) {
  const session = useSession();
  const model = useFix();
  const { filter } = useValue(session.navigation.route);
  const busy = useValue(session.busy);
  const isChosen = filter.kind.includes(kind.kind);
  const choose = (event: MouseEvent): void => {
    const others = event.ctrlKey || event.metaKey ? filter.kind.filter((one) => one !== kind.kind) : [];
    session.navigation.go({ filter: { ...filter, kind: isChosen ? others : [...others, kind.kind] } });
  };
  return (
    <li class={isChosen ? 'kind chosen' : 'kind'}>
      <button class="choose" type="button" aria-pressed={isChosen} onClick={choose}>
        <Mark of={kind.mark === '?' ? 'conflict' : kind.severity === 'must' ? 'invalid' : 'warned'} />
        <span class="title" title={kind.title}>
          {toShortTitle(kind.title)}
        </span>
        <b>{toNumber(kind.rows)}</b>
        <span class="where small muted">{toWhere(kind)}</span>
      </button>
      {kind.acceptable === 0 ? (
        <span class="by-hand small muted">by hand</span>
      ) : (
        <button
          class="link small strong accept"
          type="button"
          disabled={busy !== ''}
          onClick={() => model.acceptKind(kind)}
          aria-label={`Accept ${kind.acceptable}: ${kind.title}`}
        >
          Accept {toNumber(kind.acceptable)}
        </button>
      )}
    </li>
  );
}

function toWhere({ columns }: ProblemKind): string {
  const [column] = columns;
  if (column === undefined || column.at < 0) return 'whole row';
  return columns.length === 1 ? column.name : `${columns.length} columns`;
}
