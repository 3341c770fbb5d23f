/** What keeps the mapping from being used. */
import { useReview } from '../context.js';
import { Mark } from '../frame/mark.js';
import { useMapping } from './map-context.js';

export function Faults() {
  const { missing, ...columns } = useMapping().columns;
  const { verdict } = useReview().steps.map;
  // The verdict says it already, in larger letters.
  const fault = columns.fault?.text === verdict ? undefined : columns.fault;
  if (fault === undefined && missing.length === 0) return null;
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
    </div>
  );
}
