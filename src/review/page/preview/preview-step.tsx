/** Preview: what would change, customer by customer, before anything does. */
import { useEffect, useState } from 'preact/hooks';
import type { PreviewAnswer } from '../../wire.js';
import { useNarrow, useReview, useSession } from '../context.js';
import { Gone } from '../frame/gone.js';
import { Modal } from '../frame/modal.js';
import { StatusLine } from '../frame/status-line.js';
import { Verdict } from '../frame/verdict.js';
import { useValue } from '../observable.js';
import { toCount } from '../words.js';
import { ApplyDialog } from './apply-dialog.js';
import { ChangeView } from './change-view.js';
import { Sending } from './sending.js';
import { NotReady } from './not-ready.js';

const KEYS = [
  ['Up / Down', 'customer'],
  ['Space', 'leave out or take in'],
  ['F8', 'next serious one'],
  ['Right', 'show all fields'],
  ['?', 'all keys'],
] as const;

export function PreviewStep() {
  const session = useSession();
  const preview = useValue(session.preview);
  const [where, setWhere] = useState('');
  const [isAsking, setAsking] = useState(false);
  const [hasSummary, setSummary] = useState(false);
  useEffect(() => {
    void session.ask<PreviewAnswer>('/api/preview').then((answer) => answer && session.preview.set(answer));
  }, []);
  const { mode } = useReview().connection;
  const isConnected = mode === 'TEST' || mode === 'LIVE';
  const isShown =
    isConnected && preview !== undefined && preview.kinds.length > 0 && preview.state !== 'none';
  return (
    <>
      <Verdict>
        {preview !== undefined && (
          <NextStep preview={preview} onApply={() => setAsking(true)} onSummary={() => setSummary(true)} />
        )}
      </Verdict>
      <main id="work" class="work preview" tabIndex={-1}>
        <Gone />
        {isShown ? <ChangeView preview={preview} onWhere={setWhere} /> : <NotReady preview={preview} />}
      </main>
      <StatusLine keys={KEYS}>{where}</StatusLine>
      {hasSummary && preview !== undefined && (
        <Modal title="Summary" onClose={() => setSummary(false)}>
          <Sending preview={preview} />
          <div class="actions">
            <button class="button big" type="button" onClick={() => void startPreview(session)}>
              Check again
            </button>
            <button class="button big main" type="button" onClick={() => setSummary(false)}>
              Close
            </button>
          </div>
        </Modal>
      )}
      {isAsking && preview !== undefined && (
        <ApplyDialog preview={preview} onClose={() => setAsking(false)} />
      )}
    </>
  );
}

interface NextProps {
  readonly preview: PreviewAnswer;
  readonly onApply: () => void;
  readonly onSummary: () => void;
}

function NextStep({ preview, onApply, onSummary }: NextProps) {
  const session = useSession();
  const { connection, steps } = useReview();
  const trouble = useValue(session.trouble);
  const isNarrow = useNarrow();
  const { state, plan, staleRows, sending } = preview;
  if (connection.mode !== 'TEST' && connection.mode !== 'LIVE') return null;
  if (state === 'checking')
    return (
      <button
        class="button big"
        type="button"
        onClick={() => void session.ask('/api/stop', { method: 'POST', body: {} })}
      >
        Stop
      </button>
    );
  const check = (): void => void startPreview(session);
  if (state !== 'ready')
    return (
      <button
        class="button big main"
        type="button"
        aria-disabled={trouble !== undefined || !steps.preview.isOpen}
        onClick={check}
      >
        {state === 'stale' ? `Check ${toCount(staleRows, 'row')} again` : `Check against ${connection.mode}`}
      </button>
    );
  if (plan === '')
    return (
      <>
        <button class="button big" type="button" onClick={() => session.navigation.enter('apply')}>
          Show what was applied
        </button>
        <button class="button big main" type="button" aria-disabled={trouble !== undefined} onClick={check}>
          Check again
        </button>
      </>
    );
  const count = sending.creates + sending.updates;
  const isOff = trouble !== undefined || (count === 0 && sending.addresses === 0);
  return (
    <>
      {isNarrow ? (
        <button class="button big" type="button" onClick={onSummary}>
          Summary
        </button>
      ) : (
        <button class="button big" type="button" onClick={check}>
          Check again
        </button>
      )}
      <button class="button big main" type="button" aria-disabled={isOff} onClick={() => !isOff && onApply()}>
        Apply {toCount(count, 'customer').replace(/ customers?$/, '')} to {connection.mode}...
      </button>
    </>
  );
}

async function startPreview(session: ReturnType<typeof useSession>): Promise<void> {
  if (session.trouble.value !== undefined || session.state.value?.steps.preview.isOpen !== true) return;
  const answer = await session.ask<PreviewAnswer>('/api/preview', { method: 'POST', body: {} });
  if (answer !== undefined) session.preview.set(answer);
}
