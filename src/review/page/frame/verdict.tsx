/** What state the data is in, in a sentence, and what comes next. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Work } from '../../wire.js';
import { useReview, useSession } from '../context.js';
import { useValue } from '../observable.js';
import { toCount, toNumber } from '../words.js';

interface Props {
  /** Instead of the server's words. */
  readonly title?: string;
  readonly more?: ComponentChildren;
  /** The buttons; the main one last. */
  readonly children?: ComponentChildren;
}

export function Verdict({ title, more, children }: Props) {
  const session = useSession();
  const { step } = useValue(session.route);
  const { steps, work } = useReview();
  const words = steps[step];
  const ref = useRef<HTMLHeadingElement>(null);
  const isFirst = useRef(true);
  // After a step change the reader hears where they are.
  useEffect(() => {
    if (!isFirst.current) ref.current?.focus();
    isFirst.current = false;
  }, [step]);
  return (
    <section class="verdict" aria-label="Where things stand" data-area="verdict">
      <div>
        <h1 ref={ref} tabIndex={-1}>
          {title ?? words.verdict}
        </h1>
        <p>{work?.kind === 'checking' ? toChecking(work) : (more ?? words.more)}</p>
      </div>
      <div class="next">{children}</div>
    </section>
  );
}

function toChecking({ done, total }: Work): string {
  return total === undefined
    ? 'Checking the rows again.'
    : `Checking ${toCount(total, 'row')} again: ${toNumber(done)} so far.`;
}
