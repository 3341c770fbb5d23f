/** Asks once before the review ends. */
import { useReview, useSession } from '../context.js';
import { useValue } from '../observable.js';
import { toCount } from '../words.js';
import { Command } from './command.js';
import { Modal } from './modal.js';

export function EndDialog({ onClose }: { readonly onClose: () => void }) {
  const session = useSession();
  const { command } = useReview();
  const unsaved = useValue(session.edits.outbox).length;
  const end = async (): Promise<void> => {
    if ((await session.ask('/api/end', { method: 'POST', body: {} })) !== undefined)
      session.hasEnded.set(true);
  };
  return (
    <Modal title="End the review?" onClose={onClose}>
      {unsaved > 0 ? (
        <p>
          {toCount(unsaved, 'edit')} would be lost, because the server does not have it yet. Wait until it is
          saved.
        </p>
      ) : (
        <p>All edits are kept. You can continue later with this command:</p>
      )}
      <Command text={command} />
      <div class="actions">
        <button class="button big" type="button" onClick={onClose}>
          Back
        </button>
        <button class="button big main" type="button" disabled={unsaved > 0} onClick={() => void end()}>
          End review
        </button>
      </div>
    </Modal>
  );
}
