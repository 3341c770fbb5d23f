/** What state the data is in, in a sentence, and what comes next. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useReview, useSession } from '../context.js';
import { useValue } from '../observable.js';

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
  const words = useReview().steps[step];
  const ref = useRef<HTMLHeadingElement>(null);
  const isFirst = useRef(true);
  // After a step change the reader hears where they are.
  useEffect(() => {
    if (!isFirst.current) ref.current?.focus();
    isFirst.current = false;
  }, [step]);
  return (
    <div class="verdict">
      <div>
        <h1 ref={ref} tabIndex={-1}>
          {title ?? words.verdict}
        </h1>
        <p>{more ?? words.more}</p>
      </div>
      <div class="next">{children}</div>
    </div>
  );
}
