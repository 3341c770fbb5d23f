/** What applying would send: requests exactly, time as a range. */
import type { PreviewAnswer } from '../../wire.js';
import { toMoment, toNumber } from '../words.js';

export function Sending({ preview }: { readonly preview: PreviewAnswer }) {
  const { creates, updates, addresses, addressKind, requests, time } = preview.sending;
  return (
    <section class="sending">
      <h2>What will be sent</h2>
      <dl>
        <Line name="Customers created" value={toNumber(creates)} />
        <Line name="Customers updated" value={toNumber(updates)} />
        {addresses > 0 && <Line name={`${addressKind} addresses`} value={toNumber(addresses)} />}
        <Line name="Requests, exactly" value={toNumber(requests)} />
        {time !== '' && <Line name="Time, likely" value={time} />}
      </dl>
      {preview.checkedAt !== '' && <p class="muted small">Checked {toMoment(preview.checkedAt)}</p>}
    </section>
  );
}

function Line({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
