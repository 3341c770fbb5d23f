/** The step that comes next. It is blocked while the server is gone; a step that is not open yet says why. */
import type { ReviewStep } from '../../wire.js';
import { useReview, useSession } from '../context.js';
import { useValue } from '../observable.js';

export function NextButton({ step, label }: { readonly step: ReviewStep; readonly label: string }) {
  const session = useSession();
  const trouble = useValue(session.trouble);
  const { isOpen, why } = useReview().steps[step];
  const isBlocked = trouble !== undefined;
  return (
    <button
      class="button big main"
      type="button"
      aria-disabled={isBlocked}
      title={isBlocked ? 'The review has stopped answering.' : isOpen ? undefined : why}
      onClick={() => !isBlocked && session.navigation.enter(step)}
    >
      {label}
    </button>
  );
}
