/** What screen readers say: politely, at most once a second and the newest only; and at once, if something is wrong. */
import { useEffect, useState } from 'preact/hooks';
import { useSession } from '../context.js';
import type { Observable } from '../observable.js';
import { useValue } from '../observable.js';

export function LiveRegions() {
  const session = useSession();
  const spoken = useSlowly(session.notices.spoken);
  const alarm = useValue(session.notices.alarm);
  return (
    <>
      <div class="unseen" role="status">
        {spoken}
      </div>
      <div class="unseen" role="alert">
        {alarm}
      </div>
    </>
  );
}

function useSlowly(words: Observable<string>): string {
  const [spoken, setSpoken] = useState('');
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = words.follow(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        setSpoken(words.value);
      }, 1000);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [words]);
  return spoken;
}
