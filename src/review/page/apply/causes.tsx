/** What went wrong, the gravest first, and what to do. */
import type { ApplyAnswer, FailureCause } from '../../wire.js';
import { useSession } from '../context.js';
import { Mark, toOutcome } from '../frame/mark.js';
import { NO_FILTER } from '../route.js';
import { toNumber } from '../words.js';

export function Causes({ apply }: { readonly apply: ApplyAnswer }) {
  return (
    <section class="panel">
      <h2>
        What went wrong{' '}
        <span class="muted">
          {toNumber(apply.failed)} of {toNumber(apply.total - apply.waiting)}
        </span>
      </h2>
      <table class="causes">
        <thead>
          <tr>
            <th scope="col">Cause</th>
            <th scope="col">First row</th>
            <th scope="col" class="number">
              Rows
            </th>
            <th scope="col">What to do</th>
          </tr>
        </thead>
        <tbody>
          {apply.causes.map((cause) => (
            <Cause key={`${cause.code}:${cause.text}`} cause={cause} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cause({ cause }: { readonly cause: FailureCause }) {
  const session = useSession();
  const { code, mark, text, rows, firstRow, firstName, remedy, canRetry } = cause;
  return (
    <tr>
      <td class="cause">
        <Mark of={toOutcome(mark)} /> <span>{text}</span>
      </td>
      <td>
        Row {toNumber(firstRow)}, <bdi>{firstName}</bdi>
      </td>
      <td class="number strong">{toNumber(rows)}</td>
      <td>
        {remedy}{' '}
        {!canRetry && (
          <button
            class="link"
            type="button"
            onClick={() => session.navigation.go({ step: 'fix', filter: { ...NO_FILTER, failed: code } })}
          >
            Fix {rows === 1 ? 'this row' : `these ${toNumber(rows)} rows`}
          </button>
        )}
      </td>
    </tr>
  );
}
