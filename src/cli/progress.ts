/** Shows a run going on: a bar on a screen, a line every ten seconds elsewhere. */
import type { RunEvent } from '../core/events.js';
import { PhaseCount } from './phase-count.js';
import { toLogLine } from './phase-line.js';
import type { ProgressView } from './progress-view.js';
import type { Terminal } from './terminal.js';

const LINE_EVERY_MS = 10_000;

export interface ProgressOptions {
  readonly quiet: boolean;
  readonly verbose: boolean;
}

export async function makeProgress(
  terminal: Terminal,
  { quiet, verbose }: ProgressOptions,
): Promise<ProgressView> {
  const show = quiet ? SILENT : terminal.isScreen ? await loadBar(terminal) : makeLines(terminal);
  return {
    emit: (event) => {
      show.emit(event);
      if (verbose) tell(event, terminal, show);
      else if (event.type === 'note' && !quiet) show.interject(`${event.message}\n`);
    },
    interject: (text) => show.interject(text),
    stop: () => show.stop(),
  };
}

async function loadBar(terminal: Terminal): Promise<ProgressView> {
  const { makeBar } = await import('./progress-bar.js');
  return makeBar(terminal);
}

const SILENT: ProgressView = { emit: () => undefined, stop: () => undefined, interject: () => undefined };

function tell(event: RunEvent, terminal: Terminal, show: ProgressView): void {
  if (event.type === 'request') {
    const { route, status, durationMs, retried } = event;
    const answer = status === undefined ? 'no answer' : String(status);
    show.interject(`${route} ${answer} ${Math.round(durationMs)} ms${retried ? ' (again)' : ''}\n`);
  } else if (event.type === 'note') {
    if (show === SILENT) terminal.err(`${event.message}\n`);
    else show.interject(`${event.message}\n`);
  }
}

function makeLines(terminal: Terminal): ProgressView {
  let count: PhaseCount | undefined;
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    if (timer) clearInterval(timer);
    timer = undefined;
  };
  const line = (): void => {
    if (count) terminal.err(`${toLogLine(count.at(performance.now()))}\n`);
  };
  return {
    emit: (event) => {
      if (event.type === 'phase') {
        count = new PhaseCount(event.phase, event.total, performance.now());
        timer ??= setInterval(line, LINE_EVERY_MS);
      }
      count?.note(event, performance.now());
    },
    stop,
    interject: (text) => terminal.err(text),
  };
}
