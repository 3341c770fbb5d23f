/** What can be done about the run: pause, continue, stop, undo, try again. */
import { useState } from 'preact/hooks';
import type { ApplyAnswer } from '../../wire.js';
import { useSession } from '../context.js';
import { Modal } from '../frame/modal.js';
import { toCount, toNumber } from '../words.js';
import { UndoDialog } from './undo-dialog.js';

export function ApplyButtons({ apply }: { readonly apply: ApplyAnswer }) {
  const session = useSession();
  const [asked, setAsked] = useState<'stop' | 'undo'>();
  const send = async (path: string): Promise<void> => {
    const answer = await session.ask<ApplyAnswer>(path, { method: 'POST', body: {} });
    if (answer !== undefined) session.apply.set(answer);
  };
  const report = apply.files.find(({ name, isThere }) => name === 'report.html' && isThere);
  const undo = apply.commands.find((command) => / undo /.test(command));
  const close = (): void => setAsked(undefined);
  return (
    <>
      {apply.state === 'running' || apply.state === 'paused' ? (
        <button class="button big" type="button" onClick={() => setAsked('stop')}>
          Stop...
        </button>
      ) : null}
      {apply.state === 'running' && (
        <button class="button big main" type="button" onClick={() => void send('/api/pause')}>
          Pause
        </button>
      )}
      {(apply.state === 'pausing' || apply.state === 'stopping') && (
        <button class="button big" type="button" disabled>
          {apply.state === 'pausing' ? 'Pausing...' : 'Stopping...'}
        </button>
      )}
      {apply.finishedAt !== '' && undo !== undefined && (
        <button class="button big" type="button" onClick={() => setAsked('undo')}>
          Undo...
        </button>
      )}
      {report !== undefined && (
        <a class="button big" href="/files/report.html" target="_blank" rel="noreferrer">
          Open the report
        </a>
      )}
      {(apply.state === 'paused' || apply.state === 'stopped' || apply.state === 'failed') && (
        <button class="button big main" type="button" onClick={() => void send('/api/continue')}>
          Continue
        </button>
      )}
      {apply.state === 'done' && apply.retryable > 0 && (
        <button class="button big main" type="button" onClick={() => void send('/api/continue')}>
          Try {toNumber(apply.retryable)} again
        </button>
      )}
      {asked === 'stop' && (
        <StopDialog
          waiting={apply.waiting}
          onStop={() => void send('/api/stop').then(close)}
          onClose={close}
        />
      )}
      {asked === 'undo' && undo !== undefined && (
        <UndoDialog command={undo} addresses={apply.addresses.done} onClose={close} />
      )}
    </>
  );
}

interface StopProps {
  readonly waiting: number;
  readonly onStop: () => void;
  readonly onClose: () => void;
}

function StopDialog({ waiting, onStop, onClose }: StopProps) {
  return (
    <Modal title={`Stop? ${toCount(waiting, 'row is', 'rows are')} left.`} onClose={onClose}>
      <p>You can continue later, here or in the terminal. Nothing is sent twice.</p>
      <div class="actions">
        <button class="button big" type="button" onClick={onClose}>
          Keep going
        </button>
        <button class="button big main" type="button" onClick={onStop}>
          Stop
        </button>
      </div>
    </Modal>
  );
}
