/** Apply: is it going well, when is it done, can I stop. */
import { useEffect } from 'preact/hooks';
import type { ApplyAnswer } from '../../wire.js';
import { useReview, useSession } from '../context.js';
import { Command } from '../frame/command.js';
import { FileList } from '../frame/file-list.js';
import { Gone } from '../frame/gone.js';
import { Mark, toOutcome } from '../frame/mark.js';
import { StatusLine } from '../frame/status-line.js';
import { Verdict } from '../frame/verdict.js';
import { useValue } from '../observable.js';
import type { Session } from '../session.js';
import { toClock, toCount, toNumber } from '../words.js';
import { ApplyButtons } from './apply-buttons.js';
import { Causes } from './causes.js';
import { Figures } from './figures.js';
import { RateChart } from './rate-chart.js';

const KEYS = [
  ['F6', 'next area'],
  ['?', 'all keys'],
] as const;

export function ApplyStep() {
  const session = useSession();
  const apply = useValue(session.apply);
  useEffect(() => {
    void session.ask<ApplyAnswer>('/api/apply').then((answer) => answer && session.apply.set(answer));
  }, []);
  useSpokenProgress(session, apply);
  const isThere = apply !== undefined && apply.state !== 'none';
  return (
    <>
      <Verdict>{isThere && <ApplyButtons apply={apply} />}</Verdict>
      <main id="work" class="work apply" tabIndex={-1}>
        <Gone />
        {isThere ? <Running apply={apply} /> : <NotBegun reason={apply?.reason} />}
      </main>
      <StatusLine keys={KEYS}>{isThere && toNews(apply)}</StatusLine>
    </>
  );
}

/** Without a reason against it, what can be applied is applied in Preview; here is the way to it. */
function NotBegun({ reason }: { readonly reason: ApplyAnswer['reason'] | undefined }) {
  const session = useSession();
  const { steps } = useReview();
  if (reason !== undefined)
    return (
      <div class="message">
        <h2>{reason.text}</h2>
        <p class="muted">{reason.remedy}</p>
      </div>
    );
  return (
    <div class="message">
      <h2>Nothing has been sent</h2>
      <p class="muted">{steps.apply.why || 'Preview shows each change, and applies them.'}</p>
      <div class="actions">
        <button class="button" type="button" onClick={() => session.navigation.enter('preview')}>
          Go to Preview
        </button>
      </div>
    </div>
  );
}

function toNews({ state, run, latest, finishedAt }: ApplyAnswer): string {
  if (finishedAt !== '') return `Run ${run}, ${state === 'done' ? 'finished' : state}`;
  const at = latest[0]?.at ?? '';
  return at === '' ? `Run ${run}` : `Live. Last news at ${toClock(at)}`;
}

/** At each tenth, not at each row. */
function useSpokenProgress(session: Session, apply: ApplyAnswer | undefined): void {
  const tenth =
    apply === undefined || apply.total === 0
      ? 0
      : Math.floor(((apply.total - apply.waiting) / apply.total) * 10);
  useEffect(() => {
    if (tenth > 0 && apply !== undefined)
      session.notices.say(`${tenth * 10} % done, ${toCount(apply.failed, 'row')} failed.`);
  }, [tenth]);
}

function Running({ apply }: { readonly apply: ApplyAnswer }) {
  return (
    <div class="apply-columns">
      <div>
        {apply.waited.until !== undefined && (
          <p class="notice" role="status">
            <Mark of="waiting" />
            <span>The server asked to wait. It continues by itself at {toClock(apply.waited.until)}.</span>
          </p>
        )}
        {apply.reason !== undefined && (
          <p class="notice failed">
            <Mark of="failed" />
            <span>
              <b>{apply.reason.text}</b> {apply.reason.remedy}
            </span>
          </p>
        )}
        <Figures apply={apply} />
        <RateChart apply={apply} />
        {apply.causes.length > 0 && <Causes apply={apply} />}
      </div>
      <aside aria-label="Run" data-area="run">
        <section class="panel">
          <h2>{apply.finishedAt === '' ? 'Safe to interrupt' : 'Results'}</h2>
          {apply.finishedAt === '' && (
            <p class="muted">
              Pause finishes what is under way and waits. Stop ends the run; it can be continued here or in
              the terminal, and nothing is sent twice.
            </p>
          )}
          <FileList files={apply.files} />
        </section>
        {apply.commands.length > 0 && (
          <section class="panel">
            <h2>From the terminal</h2>
            <p class="muted">The same run, on this machine.</p>
            {apply.commands.map((command) => (
              <Command key={command} text={command} />
            ))}
          </section>
        )}
        {apply.latest.length > 0 && <Latest latest={apply.latest} />}
      </aside>
    </div>
  );
}

function Latest({ latest }: Pick<ApplyAnswer, 'latest'>) {
  return (
    <section class="panel">
      <h2>Latest</h2>
      <ul class="latest">
        {latest.slice(0, 8).map(({ row, name, mark, text, at }) => (
          <li key={`${row}:${at}`}>
            <Mark of={toOutcome(mark)} />
            <span class="muted">Row {toNumber(row)}</span>
            <span class="who">
              <bdi>{name}</bdi>
              {mark === 'x' && `: ${text}`}
              {mark !== 'x' && <span class="unseen"> {text}</span>}
            </span>
            <span class="muted">{toClock(at)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
