/** The keys that customers are found by, in their order. */
import { toCount, toNumber } from '../words.js';
import { useMapping } from './map-context.js';

export function KeyList() {
  const { keys } = useMapping().columns;
  const [first] = keys;
  return (
    <section>
      <h2>What customers are found by</h2>
      {keys.length === 0 ? (
        <p class="muted">
          No column gives a key, so no customer can be found. Map a number of yours, or the email.
        </p>
      ) : (
        <ol class="key-list">
          {keys.map(({ field, column, filled, rows, twice }, at) => (
            <li key={field}>
              <span class="muted strong">{at + 1}</span>{' '}
              <span>
                <b>{field}</b> from <bdi class="code">{column}</bdi>, {toNumber(filled)} of {toNumber(rows)}{' '}
                filled
                {twice > 0 ? `, ${toCount(twice, 'value appears', 'values appear')} twice` : ''}.
                {at > 0 && ` It is used when ${first?.field ?? ''} finds no customer.`}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
