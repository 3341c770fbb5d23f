/** The file, the steps, and when the work was saved. */
import { useState } from 'preact/hooks';
import type { ReviewStep } from '../../wire.js';
import { useReview, useSession } from '../context.js';
import { useValue } from '../observable.js';
import { STEPS } from '../route.js';
import { toClock, toCount } from '../words.js';
import { EndDialog } from './end-dialog.js';

export const STEP_NAMES: Readonly<Record<ReviewStep, string>> = {
  map: 'Map',
  fix: 'Fix',
  preview: 'Preview',
  apply: 'Apply',
};

export function Head({ onKeys }: { readonly onKeys: () => void }) {
  const { file } = useReview();
  const [isEnding, setEnding] = useState(false);
  return (
    <header class="head">
      <div class="file">
        <b dir="auto">{file.name}</b>
        <span class="muted small">
          {file.part === '' ? '' : `${file.part}, `}
          {toCount(file.rows, 'row')}
        </span>
      </div>
      <nav aria-label="Steps">
        <ol class="steps">
          {STEPS.map((step, at) => (
            <Step key={step} step={step} number={at + 1} />
          ))}
        </ol>
      </nav>
      <div class="side">
        <Saved />
        <button class="button slim" type="button" onClick={onKeys}>
          Keys <kbd>?</kbd>
        </button>
        <button class="button slim" type="button" onClick={() => setEnding(true)}>
          End review
        </button>
      </div>
      {isEnding && <EndDialog onClose={() => setEnding(false)} />}
    </header>
  );
}

function Step({ step, number }: { readonly step: ReviewStep; readonly number: number }) {
  const session = useSession();
  const current = useValue(session.navigation.route).step;
  const { isOpen, note, why } = useReview().steps[step];
  const isCurrent = step === current;
  const go = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!isCurrent) session.navigation.enter(step);
  };
  return (
    <li>
      <a
        class={isOpen || isCurrent ? 'step' : 'step closed'}
        href={`/${step}`}
        onClick={go}
        title={why === '' ? undefined : why}
        {...(isCurrent ? { 'aria-current': 'step' } : {})}
      >
        <i aria-hidden="true">{number}</i>
        <b>{STEP_NAMES[step]}</b>
        {note !== '' && <span>{note}</span>}
      </a>
    </li>
  );
}

function Saved() {
  const session = useSession();
  const unsaved = useValue(session.edits.outbox).length;
  const trouble = useValue(session.trouble);
  const { savedAt } = useReview();
  if (unsaved > 0 && trouble !== undefined)
    return <span class="unsaved">Not saved yet: {toCount(unsaved, 'edit')}</span>;
  return savedAt === '' ? null : <span class="saved">Saved {toClock(savedAt)}</span>;
}
