/** The filters, what will be sent, and the list of changes. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { PreviewAnswer, PreviewKind } from '../../wire.js';
import { useNarrow, useSession } from '../context.js';
import { Icon } from '../frame/icons.js';
import { Mark } from '../frame/mark.js';
import { useValue } from '../observable.js';
import { toCount, toNumber } from '../words.js';
import { ChangeList } from './change-list.js';
import { ChangeStore } from './change-store.js';
import { KIND_ORDER, KIND_WORDS, USUAL_KINDS } from './kinds.js';
import { Sending } from './sending.js';

interface Props {
  readonly preview: PreviewAnswer;
  readonly onWhere: (where: string) => void;
}

const SEARCH_PAUSE_MS = 300;

export function ChangeView({ preview, onWhere }: Props) {
  const session = useSession();
  const isNarrow = useNarrow();
  const [kinds, setKinds] = useState(USUAL_KINDS);
  const [field, setField] = useState('');
  const [q, setQ] = useState('');
  const store = useMemo(() => new ChangeStore(session, { kinds, field, q }), [kinds, field, q]);
  useEffect(() => () => store.close(), [store]);
  // While it is checked, and after a choice, the same filter has other rows.
  useEffect(() => store.expire(), [store, preview.plan, preview.done, preview.leftOut]);
  useValue(store.version);
  const toggle = (kind: PreviewKind): void =>
    setKinds(KIND_ORDER.filter((one) => (one === kind ? !kinds.includes(kind) : kinds.includes(one))));
  return (
    <>
      <aside class="filters" aria-label="What to show" data-area="filter">
        <section>
          <p class="label head-line">
            <span class="upper">Show</span>
            <span>customers</span>
          </p>
          {KIND_ORDER.map((kind) => (
            <KindTick
              key={kind}
              kind={kind}
              preview={preview}
              isOn={kinds.includes(kind)}
              onToggle={() => toggle(kind)}
            />
          ))}
        </section>
        {!isNarrow && preview.fields.length > 0 && (
          <FieldList preview={preview} field={field} onField={setField} />
        )}
        <Sending preview={preview} />
      </aside>
      <div class="changes">
        <div class="tools" role="group" aria-label="Search" data-area="search">
          <Search onSearch={setQ} />
          <FieldChoice preview={preview} field={field} onField={setField} />
          <span class="muted listed" role="status">
            {store.total === undefined ? '' : `${toNumber(store.total)} listed`}
            {preview.leftOut > 0 && `, ${toCount(preview.leftOut, 'row')} left out by you`}
          </span>
        </div>
        <ChangeList store={store} preview={preview} onWhere={onWhere} />
      </div>
    </>
  );
}

interface TickProps {
  readonly kind: PreviewKind;
  readonly preview: PreviewAnswer;
  readonly isOn: boolean;
  readonly onToggle: () => void;
}

function KindTick({ kind, preview, isOn, onToggle }: TickProps) {
  const rows = preview.kinds.find((one) => one.kind === kind)?.rows ?? 0;
  const { filter, outcome } = KIND_WORDS[kind];
  if (rows === 0) return null;
  return (
    <label class="kind-tick">
      <input type="checkbox" checked={isOn} onChange={onToggle} />
      <Mark of={outcome} />
      <span>{filter}</span>
      <b>{toNumber(rows)}</b>
    </label>
  );
}

function Search({ onSearch }: { readonly onSearch: (q: string) => void }) {
  const [text, setText] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => onSearch(text.trim()), SEARCH_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div class="search">
      <Icon name="search" />
      <input
        class="field"
        type="search"
        aria-label="Name, row, email, value"
        placeholder="Name, row, email, value"
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
    </div>
  );
}

interface FieldProps {
  readonly preview: PreviewAnswer;
  /** Empty: any. */
  readonly field: string;
  readonly onField: (field: string) => void;
}

/** Each field that changes, with its number of rows: a press shows only those. */
function FieldList({ preview, field, onField }: FieldProps) {
  return (
    <section>
      <p class="label upper">Fields that change</p>
      <ul class="fields">
        {preview.fields.map(({ field: name, rows }) => (
          <li key={name}>
            <button
              type="button"
              aria-pressed={field === name}
              onClick={() => onField(field === name ? '' : name)}
            >
              <span>{name}</span> <span>{toNumber(rows)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function FieldChoice({ preview, field, onField }: FieldProps) {
  return (
    <select
      class="field"
      aria-label="Field"
      value={field}
      onChange={({ currentTarget }) => onField(currentTarget.value)}
    >
      <option value="">Field: any</option>
      {preview.fields.map(({ field: name }) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
}
