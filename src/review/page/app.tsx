/** The frame around the four steps. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { ApplyStep } from './apply/apply-step.js';
import { useReview, useSession } from './context.js';
import { FixStep } from './fix/fix-step.js';
import { Command } from './frame/command.js';
import { ConflictDialog } from './frame/conflict-dialog.js';
import { Head, STEP_NAMES } from './frame/head.js';
import { KeysDialog } from './frame/keys-dialog.js';
import { LiveRegions } from './frame/live-regions.js';
import { Strip } from './frame/strip.js';
import { ToastLine } from './frame/toast.js';
import { useFrameKeys } from './frame/use-frame-keys.js';
import { MapStep } from './map/map-step.js';
import { useValue } from './observable.js';
import { PreviewStep } from './preview/preview-step.js';

const STEP_VIEWS = { map: MapStep, fix: FixStep, preview: PreviewStep, apply: ApplyStep } as const;

export function App() {
  const session = useSession();
  const state = useValue(session.state);
  const trouble = useValue(session.trouble);
  const hasEnded = useValue(session.hasEnded);
  if (hasEnded) return <Ended />;
  if (state !== undefined) return <Review />;
  return (
    <main class="message">
      <h1>{trouble === undefined ? 'Opening the review' : 'The review does not answer'}</h1>
      {trouble?.kind === 'locked' && <p>Open the address printed in the terminal.</p>}
      {trouble?.kind === 'gone' && <p>Start it again in the terminal, and open the address printed there.</p>}
    </main>
  );
}

function Review() {
  const session = useSession();
  const { file, failed, steps } = useReview();
  const { step } = useValue(session.navigation.route);
  const [hasKeys, setKeys] = useState(false);
  useFrameKeys(() => setKeys(true));
  const isFirst = useRef(true);
  // After a change of step the reader hears where they are. At once: the first Tab starts from there.
  useLayoutEffect(() => {
    if (!isFirst.current) {
      document.querySelector('h1')?.focus();
      session.notices.toast.set(undefined);
    }
    isFirst.current = false;
  }, [step]);
  useEffect(() => {
    document.title = `${STEP_NAMES[step]}: ${file.name}`;
  }, [step, file.name]);
  const View = STEP_VIEWS[step];
  return (
    <>
      <a class="skip" href="#work">
        Skip to the work area
      </a>
      <Strip />
      <Head onKeys={() => setKeys(true)} />
      {failed === undefined ? (
        <View />
      ) : (
        <main class="message">
          <h1>{failed.text}</h1>
          <p>{failed.remedy}</p>
          {steps.fix.isOpen && (
            <button class="button main" type="button" onClick={() => void session.checkAgain()}>
              Try again
            </button>
          )}
        </main>
      )}
      <ToastLine />
      <LiveRegions />
      <ConflictDialog />
      {hasKeys && <KeysDialog onClose={() => setKeys(false)} />}
    </>
  );
}

function Ended() {
  const session = useSession();
  const state = useValue(session.state);
  return (
    <main class="message">
      <h1>The review has ended. You can close this window.</h1>
      <p>All edits are kept. This command opens it again:</p>
      {state !== undefined && <Command text={state.command} />}
    </main>
  );
}
