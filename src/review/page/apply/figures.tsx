/** The bar by outcome, and the figures of the run. */
import type { Outcome } from '../../../record/outcomes.js';
import type { ApplyAnswer } from '../../wire.js';
import { Mark } from '../frame/mark.js';
import { toCount, toDuration, toNumber, toPercent } from '../words.js';

const PARTS = ['created', 'updated', 'unchanged', 'failed'] as const satisfies readonly Outcome[];

const WORDS = { created: 'Created', updated: 'Updated', unchanged: 'Unchanged', failed: 'Failed' } as const;

interface Props {
  readonly apply: ApplyAnswer;
}

export function Figures({ apply }: Props) {
  const { requests, addresses, rate, responseMs, waited } = apply;
  return (
    <section class="panel" aria-label="Progress" data-area="progress">
      <OutcomeBar apply={apply} />
      <dl class="figures">
        <Figure
          name="Requests"
          value={toNumber(requests.done)}
          more={requests.total > 0 ? `of ${toNumber(requests.total)}` : ''}
        />
        {addresses.total > 0 && (
          <Figure
            name="Addresses"
            value={toNumber(addresses.done)}
            more={`of ${toNumber(addresses.total)}`}
          />
        )}
        <Figure
          name="Rate now"
          value={apply.finishedAt === '' ? `${rate.now.toFixed(1)}/s` : '-'}
          more={rate.limit === undefined ? 'no limit found' : `limit found: ${rate.limit}/s`}
        />
        <Figure
          name="Response time"
          value={responseMs === undefined ? '-' : `${toNumber(Math.round(responseMs))} ms`}
          more="half were faster"
        />
        <Figure
          name="Waited for the server"
          value={toDuration(waited.ms)}
          more={toCount(waited.times, 'time')}
        />
      </dl>
    </section>
  );
}

/** The share of each outcome, and its number of rows. */
function OutcomeBar({ apply }: Props) {
  const { total, waiting } = apply;
  const share = total === 0 ? 1 : (total - waiting) / total;
  const parts = PARTS.filter((part) => apply[part] > 0);
  return (
    <>
      <div
        class="bar"
        role="progressbar"
        aria-label="Rows done"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={total - waiting}
      >
        {parts.map((part) => (
          <span key={part} class={part} style={{ flexGrow: apply[part] }} />
        ))}
        {waiting > 0 && <span class="rest" style={{ flexGrow: waiting }} />}
      </div>
      <ul class="legend">
        {parts.map((part) => (
          <li key={part}>
            <Mark of={part} /> {WORDS[part]} <b>{toNumber(apply[part])}</b>
          </li>
        ))}
        {waiting > 0 && (
          <li class="muted">
            Waiting <b>{toNumber(waiting)}</b>
          </li>
        )}
        <li class="muted share">{toPercent(share)}</li>
      </ul>
    </>
  );
}

function Figure({
  name,
  value,
  more,
}: {
  readonly name: string;
  readonly value: string;
  readonly more: string;
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
      <dd class="muted small">{more}</dd>
    </div>
  );
}
