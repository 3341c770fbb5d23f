/** Shows a run going on: a bar on a screen, a line every ten seconds elsewhere. */
import { SingleBar } from 'cli-progress';
import type { Emit, RunEvent } from '../core/events.js';
import { PhaseCount } from './phase-count.js';
import { toBarLine, toLogLine } from './phase-line.js';
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

export function makeProgress(terminal: Terminal, { quiet, verbose }: ProgressOptions): Progress {
  const show = quiet ? SILENT : terminal.isScreen ? makeBar(terminal) : makeLines(terminal);
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

function makeBar(terminal: Terminal): Progress {
  let bar: SingleBar | undefined;
  let count: PhaseCount | undefined;
  const stop = (): void => {
    bar?.stop();
    bar = undefined;
  };
  return {
    emit: (event) => {
      if (event.type === 'phase') {
        stop();
        const begun = new PhaseCount(event.phase, event.total, performance.now());
        count = begun;
        bar = new SingleBar(toBarOptions(() => toBarLine(begun.at(performance.now()), toColumns())));
        bar.start(1, 0);
      }
      if (count !== undefined) note(event, count);
    },
    stop,
    interject: (text) => {
      terminal.err(bar ? `\r\u001B[K${text}` : text);
      // Below the text, and now: the bar itself leaves out what has not changed.
      bar?.render();
    },
  };
}

function toColumns(): number {
  return process.stderr.columns || 80;
}

/** Drawn again by the bar's own timer, so that its clock runs while nothing is done. */
function toBarOptions(format: () => string) {
  return {
    format,
    stream: process.stderr,
    forceRedraw: true,
    fps: 8,
    hideCursor: false,
    linewrap: false,
    clearOnComplete: true,
  };
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
      if (count !== undefined) note(event, count);
    },
    stop,
    interject: (text) => terminal.err(text),
  };
}

function note(event: RunEvent, count: PhaseCount): void {
  if (event.type === 'throttled') count.throttle(event.waitMs, performance.now());
  if (event.type === 'progress') count.reach(event.done);
}
