/** Shows a run going on: a bar on a screen, a line every ten seconds elsewhere. */
import type { Emit, RunEvent } from '../core/events.js';
import { PhaseCount } from './phase-count.js';
import { toLogLine } from './phase-line.js';
import type { Terminal } from './terminal.js';

const LINE_EVERY_MS = 10_000;

export interface Progress {
  readonly emit: Emit;
  /** Says something while the bar is up. */
  interject(text: string): void;
  /** Takes the bar off the screen; texts may follow. */
  stop(): void;
}

export interface ProgressOptions {
  readonly quiet: boolean;
  readonly verbose: boolean;
}

export async function makeProgress(
  terminal: Terminal,
  { quiet, verbose }: ProgressOptions,
): Promise<Progress> {
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

async function loadBar(terminal: Terminal): Promise<Progress> {
  const { makeBar } = await import('./progress-bar.js');
  return makeBar(terminal);
}

const SILENT: Progress = { emit: () => undefined, stop: () => undefined, interject: () => undefined };

function tell(event: RunEvent, terminal: Terminal, show: Progress): void {
  if (event.type === 'request') {
    const { route, status, durationMs, retried } = event;
    const answer = status === undefined ? 'no answer' : String(status);
    show.interject(`${route} ${answer} ${Math.round(durationMs)} ms${retried ? ' (again)' : ''}\n`);
  } else if (event.type === 'note') {
    if (show === SILENT) terminal.err(`${event.message}\n`);
    else show.interject(`${event.message}\n`);
  }
}

function makeLines(terminal: Terminal): Progress {
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
      if (count !== undefined) noteEvent(event, count);
    },
    stop,
    interject: (text) => terminal.err(text),
  };
}

/** Counts what the event says. */
export function noteEvent(event: RunEvent, count: PhaseCount): void {
  if (event.type === 'throttled') count.throttle(event.waitMs, performance.now());
  if (event.type === 'progress') count.reach(event.done);
}
