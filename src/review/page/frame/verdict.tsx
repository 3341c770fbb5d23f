/** What state the data is in, in a sentence, and what comes next. */
import type { ComponentChildren } from 'preact';
import type { WorkAnswer } from '../../wire.js';
import { useReview, useSession } from '../context.js';
import { useValue } from '../observable.js';
import { toCount, toNumber } from '../words.js';

/** The server's words; the buttons as children, the main one last. */
export function Verdict({ children }: { readonly children?: ComponentChildren }) {
  const session = useSession();
  const { step } = useValue(session.navigation.route);
  const { steps, work } = useReview();
  const words = steps[step];
  return (
    <section class="verdict" aria-label="Where things stand" data-area="verdict">
      <div>
        <h1 tabIndex={-1}>{words.verdict}</h1>
        <p>{work?.kind === 'checking' ? toChecking(work) : words.more}</p>
      </div>
      <div class="next">{children}</div>
    </section>
  );
}

function toChecking({ done, total }: WorkAnswer): string {
  return total === undefined
    ? 'Checking the rows again.'
    : `Checking ${toCount(total, 'row')} again: ${toNumber(done)} so far.`;
}
