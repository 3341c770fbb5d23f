/** Undo and redo: steps with names, kept by the server, shared by all windows. */
import { useMemo } from 'preact/hooks';
import { useSession } from '../context.js';
import type { Session } from '../session.js';

export interface History {
  readonly undo: () => Promise<void>;
  readonly redo: () => Promise<void>;
}

export function useHistory(): History {
  const session = useSession();
  return useMemo(
    () => ({
      undo: () => move(session, 'undo', 'Undoing'),
      redo: () => move(session, 'redo', 'Redoing'),
    }),
    [session],
  );
}

async function move(session: Session, way: 'undo' | 'redo', label: string): Promise<void> {
  await session.settle();
  const name = session.state.value?.[way] ?? '';
  if (name === '') return;
  const answer = await session.step(label, `/api/${way}`, {});
  if (answer === undefined) return;
  session.notices.show(answer.text, false);
  if (answer.first !== undefined && session.navigation.route.value.step === 'fix')
    session.jump.set({ ...answer.first });
}
