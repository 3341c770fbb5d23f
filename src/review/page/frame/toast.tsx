/** What happened last. It stays until the next action, and nothing needs it: Undo has a button and a key of its own. */
import { useSession } from '../context.js';
import { useValue } from '../observable.js';
import { useHistory } from './use-history.js';

export function ToastLine() {
  const session = useSession();
  const toast = useValue(session.notices.toast);
  const { undo } = useHistory();
  if (toast === undefined) return null;
  return (
    <div class="toast">
      <span>{toast.text}</span>
      {toast.canUndo && (
        <button type="button" onClick={() => void undo()}>
          Undo<span class="wide-only"> (Ctrl+Z)</span>
        </button>
      )}
      <button
        type="button"
        aria-label="Close this message"
        onClick={() => session.notices.toast.set(undefined)}
      >
        Close
      </button>
    </div>
  );
}
