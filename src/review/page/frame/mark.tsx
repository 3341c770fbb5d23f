/** The mark of an outcome, in its colour. The word stands beside it. */
import { OUTCOME_MARKS, type Outcome } from '../../../record/outcomes.js';

export function Mark({ of }: { readonly of: Outcome }) {
  return (
    <span class={`mark ${of}`} aria-hidden="true">
      {OUTCOME_MARKS[of]}
    </span>
  );
}

/** Of the server's mark: the first outcome with that letter. */
export function toOutcome(mark: string): Outcome {
  const names = Object.keys(OUTCOME_MARKS) as Outcome[];
  return names.find((name) => OUTCOME_MARKS[name] === mark) ?? 'waiting';
}
