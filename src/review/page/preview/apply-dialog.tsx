/** Asks once before anything is sent. LIVE asks for the organisation's name. */
import { useState } from 'preact/hooks';
import type { ApplyAnswer, PreviewAnswer } from '../../wire.js';
import { useReview, useSession } from '../context.js';
import { Mark } from '../frame/mark.js';
import { Modal } from '../frame/modal.js';
import { toCount, toNumber } from '../words.js';

interface Props {
  readonly preview: PreviewAnswer;
  readonly onClose: () => void;
}

export function ApplyDialog({ preview, onClose }: Props) {
  const session = useSession();
  const { connection } = useReview();
  const [name, setName] = useState('');
  const [isSending, setSending] = useState(false);
  if (connection.mode !== 'TEST' && connection.mode !== 'LIVE') return null;
  const { mode, organisation } = connection;
  const { creates, updates, addresses } = preview.sending;
  const isLive = mode === 'LIVE';
  const canApply = (!isLive || name === organisation) && !isSending;
  const apply = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!canApply) return;
    setSending(true);
    const answer = await session.ask<ApplyAnswer>('/api/apply', {
      method: 'POST',
      body: { plan: preview.plan, name },
    });
    setSending(false);
    if (answer === undefined) return;
    session.apply.set(answer);
    onClose();
    session.navigation.enter('apply');
  };
  return (
    <Modal title={isLive ? 'Apply to LIVE customers?' : 'Apply to TEST?'} onClose={onClose}>
      <form onSubmit={(event) => void apply(event)}>
        <p>
          {isLive ? 'This changes real customers of ' : 'This changes test customers of '}
          <b dir="auto">{organisation}</b>:
        </p>
        <Counts preview={preview} onClose={onClose} />
        {isLive && (
          <>
            <label for="organisation">Type the name of the organisation</label>
            <input
              id="organisation"
              class="field"
              autocomplete="off"
              ref={autofocus}
              value={name}
              onInput={({ currentTarget }) => setName(currentTarget.value)}
            />
          </>
        )}
        <p class="muted small after">
          Customers can be reverted afterwards with Undo.
          {addresses > 0 && ` ${preview.sending.addressKind} addresses cannot be deleted.`}
        </p>
        <div class="actions">
          <button class="button big" type="button" onClick={onClose}>
            Back to the preview <kbd>Esc</kbd>
          </button>
          <button class="button big main" type="submit" disabled={!canApply}>
            {isSending ? 'Starting...' : `Apply ${toNumber(creates + updates)} to ${mode}`}
          </button>
        </div>
      </form>
    </Modal>
  );
}

/** The dialog gives it the focus when it opens. */
function autofocus(input: HTMLInputElement | null): void {
  input?.setAttribute('autofocus', '');
}

function Counts({ preview, onClose }: Props) {
  const { creates, updates, addresses, addressesOnly, addressKind } = preview.sending;
  return (
    <ul class="counts">
      {creates > 0 && (
        <li>
          <Mark of="created" /> {toNumber(creates)} created
          {creates > 0 && addresses - addressesOnly >= creates && `, each with a new ${addressKind} address`}
        </li>
      )}
      {updates > 0 && (
        <li>
          <Mark of="updated" /> {toNumber(updates)} updated
        </li>
      )}
      {addressesOnly > 0 && (
        <li>
          <Mark of="created" /> {toCount(addressesOnly, `${addressKind} address`, `${addressKind} addresses`)}{' '}
          for customers that stay as they are
        </li>
      )}
      {preview.emptiedFields > 0 && (
        <li>
          <Mark of="emptied" />
          <span>
            <b class="text-emptied">{toCount(preview.emptiedFields, 'field')} emptied</b>.{' '}
            <button class="link" type="button" onClick={onClose}>
              Look at them
            </button>
          </span>
        </li>
      )}
    </ul>
  );
}
