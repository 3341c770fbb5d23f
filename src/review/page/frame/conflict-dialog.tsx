/** Another window changed the same cell: both values, and a choice. */
import { useSession } from '../context.js';
import { useValue } from '../observable.js';
import { Modal } from './modal.js';

export function ConflictDialog() {
  const session = useSession();
  const conflict = useValue(session.edits.conflict);
  if (conflict === undefined) return null;
  return (
    <Modal title="Another window changed this, too" onClose={() => session.edits.settle('theirs')}>
      {conflict.cells.map(({ row, at, mine, theirs }) => (
        <dl class="keys" key={`${row}:${at}`}>
          <dt>Row {row}, yours</dt>
          <dd>
            <bdi>{mine === '' ? 'empty' : mine}</bdi>
          </dd>
          <dt>theirs</dt>
          <dd>
            <bdi>{theirs === '' ? 'empty' : theirs}</bdi>
          </dd>
        </dl>
      ))}
      <div class="actions">
        <button class="button big" type="button" onClick={() => session.edits.settle('theirs')}>
          Take theirs
        </button>
        <button class="button big main" type="button" onClick={() => session.edits.settle('mine')}>
          Keep mine
        </button>
      </div>
    </Modal>
  );
}
