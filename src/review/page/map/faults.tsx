/** What keeps the mapping from being used, and what was guessed in reading the file. */
import { useReview } from '../context.js';
import { Mark } from '../frame/mark.js';
import { useMapping } from './map-context.js';

export function Faults() {
  const { missing, doubts, ...columns } = useMapping().columns;
  const { verdict } = useReview().steps.map;
  // The verdict says it already, in larger letters.
  const fault = columns.fault?.text === verdict ? undefined : columns.fault;
  if (fault === undefined && missing.length === 0 && doubts.length === 0) return null;
  return (
    <div class="faults">
      {fault !== undefined && (
        <p class="notice">
          <Mark of="invalid" />
          <span>
            <b>{fault.text}</b> {fault.remedy}
          </span>
        </p>
      )}
      {missing.length > 0 && (
        <p class="notice">
          <Mark of="invalid" />
          <span>
            <b>No column gives {missing.join(' or ')}.</b> Choose the column that has it.
          </span>
        </p>
      )}
      {doubts.map(({ text, remedy }) => (
        <div key={text} class="notice">
          <Mark of="warned" />
          <details>
            <summary>{text}</summary>
            <p class="muted">{remedy}</p>
          </details>
        </div>
      ))}
    </div>
  );
}
