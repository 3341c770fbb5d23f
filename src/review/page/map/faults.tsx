/** What keeps the mapping from being used. */
import { Mark } from '../frame/mark.js';
import { useMapping } from './map-context.js';

export function Faults() {
  const { fault, missing } = useMapping().columns;
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
