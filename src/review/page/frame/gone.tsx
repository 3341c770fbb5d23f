/** The server has stopped answering: what is kept, and what happens next. */
import { useEffect, useState } from 'preact/hooks';
import { useReview, useSession } from '../context.js';
import { useValue } from '../observable.js';
import type { Trouble } from '../connector.js';
import { Mark } from './mark.js';

export function Gone() {
  const session = useSession();
  const trouble = useValue(session.trouble);
  if (trouble === undefined) return null;
  return (
    <div class="notice failed gone">
      <Mark of="failed" />
      <p>{trouble.kind === 'locked' ? <Locked /> : <Silent />}</p>
      <Countdown trouble={trouble} />
      <button class="button slim" type="button" onClick={() => session.tryNow()}>
        Try now
      </button>
    </div>
  );
}

function Silent() {
  const session = useSession();
  const { command } = useReview();
  const unsaved = useValue(session.edits.outbox);
  const row = unsaved.at(-1)?.ops[0]?.row;
  return (
    <>
      <b>The review has stopped answering.</b>{' '}
      {row !== undefined &&
        `Your last edit (row ${row}) is kept in this window and is sent when it is back. `}
      Everything before it is saved. If you closed the terminal, run <code>{command}</code> again.
    </>
  );
}

function Locked() {
  return (
    <>
      <b>This window is not known to the review.</b> Open the address printed in the terminal.
    </>
  );
}

function Countdown({ trouble }: { readonly trouble: Trouble }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((trouble.nextTryAt - now) / 1000));
  return <span class="muted">{seconds === 0 ? 'Trying again' : `Trying again in ${seconds} s`}</span>;
}
