/** Hands the session to every component. */
import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { StateAnswer } from '../wire.js';
import { useValue } from './observable.js';
import type { Session } from './session.js';

export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('No session.');
  return session;
}

/** Of a part of the page that is only there once the state is known. */
export function useReview(): StateAnswer {
  const state = useValue(useSession().state);
  if (state === undefined) throw new Error('No state.');
  return state;
}

/** Phones, and a page that is zoomed as far: cards instead of tables. */
const NARROW = '(max-width: 840px)';

export function useNarrow(): boolean {
  const [isNarrow, setNarrow] = useState(() => matchMedia(NARROW).matches);
  useEffect(() => {
    const query = matchMedia(NARROW);
    const tell = (): void => setNarrow(query.matches);
    query.addEventListener('change', tell);
    return () => query.removeEventListener('change', tell);
  }, []);
  return isNarrow;
}
