/** One row as it would be sent: people check a mapping by looking at a whole customer. */
import { useEffect, useState } from 'preact/hooks';
import type { SentAnswer } from '../../wire.js';
import { useSession } from '../context.js';
import { toNumber } from '../words.js';
import { useMapping } from './map-context.js';

export function SentRow() {
  const session = useSession();
  const { columns } = useMapping();
  const [row, setRow] = useState(session.navigation.route.value.row ?? 1);
  const [sent, setSent] = useState<SentAnswer>();
  useEffect(() => {
    const stop = new AbortController();
    void session
      .ask<SentAnswer>(`/api/sent?row=${row}`, { signal: stop.signal })
      .then((answer) => answer && setSent(answer));
    return () => stop.abort();
  }, [row, columns]);
  if (sent === undefined) return null;
  return (
    <section class="sent">
      <div class="head-line">
        <h2>Row {toNumber(sent.row)} as it would be sent</h2>
        <span class="pager">
          <Turn label="Previous row" sign="<" to={sent.previous} onTurn={setRow} />
          <Turn label="Next row" sign=">" to={sent.next} onTurn={setRow} />
        </span>
      </div>
      {sent.why !== '' && <p class="not-sent">Not sent: {sent.why}</p>}
      <dl>
        {sent.fields.map(({ field, value, from }) => (
          <div key={field}>
            <dt class="muted">{field}</dt>
            <dd>
              <bdi>{value}</bdi>
              {from !== '' && <span class="muted"> ({from})</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

interface TurnProps {
  readonly label: string;
  readonly sign: string;
  readonly to: number | undefined;
  readonly onTurn: (row: number) => void;
}

function Turn({ label, sign, to, onTurn }: TurnProps) {
  return (
    <button
      class="button slim"
      type="button"
      aria-label={label}
      disabled={to === undefined}
      onClick={() => to !== undefined && onTurn(to)}
    >
      {sign}
    </button>
  );
}
