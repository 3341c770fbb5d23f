/** Shows a run going on: a bar on a screen, a line every ten seconds elsewhere. */
import { SingleBar } from 'cli-progress';
import type { Emit, Phase, RunEvent } from '../core/events.js';
import type { Terminal } from './terminal.js';

const LINE_EVERY_MS = 10_000;

const NAMES: Readonly<Record<Phase, string>> = {
  reading: 'Reading rows',
  listing: 'Listing customers',
  matching: 'Matching rows',
  sending: 'Sending rows',
  writing: 'Writing files',
};

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

/** What a phase has come to, and how fast. */
class PhaseCount {
  readonly phase: Phase;
  readonly startedAt = performance.now();
  done = 0;
  total: number | undefined;
  waits = 0;

  constructor(phase: Phase, total: number | undefined) {
    this.phase = phase;
    this.total = total;
  }

  get perSecond(): number {
    return (this.done * 1000) / Math.max(1, performance.now() - this.startedAt);
  }

  /** Time left, where it can be told: `3:05`. */
  get left(): string {
    if (this.total === undefined || this.done === 0) return '-:--';
    const seconds = Math.round((this.total - this.done) / this.perSecond);
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    const tail = String(seconds % 60).padStart(2, '0');
    return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
  }
}

function makeBar(terminal: Terminal): Progress {
  let bar: SingleBar | undefined;
  let count: PhaseCount | undefined;
  const stop = (): void => {
    if (bar && count) draw(bar, count);
    bar?.stop();
    bar = undefined;
  };
  return {
    emit: (event) => {
      if (event.type === 'phase') {
        stop();
        count = new PhaseCount(event.phase, event.total);
        bar = new SingleBar(toBarOptions(event.total));
        bar.start(event.total ?? 0, 0, toPayload(count));
      }
      if (event.type === 'throttled' && count) count.waits += 1;
      if (event.type === 'progress' && count && bar) {
        count.done = event.done;
        draw(bar, count);
      }
    },
    stop,
    interject: (text) => {
      terminal.err(bar ? `\r\u001B[K${text}` : text);
      // Below the text, and now: the bar itself leaves out what has not changed.
      if (bar && count) draw(bar, count);
    },
  };
}

function draw(bar: SingleBar, count: PhaseCount): void {
  bar.update(count.done, toPayload(count));
}

function toPayload(count: PhaseCount) {
  const waits = count.waits === 0 ? '' : ` | throttled ${count.waits}x`;
  return { name: NAMES[count.phase].padEnd(17), speed: Math.round(count.perSecond), left: count.left, waits };
}

function toBarOptions(total: number | undefined) {
  const format =
    total === undefined
      ? '{name} {value} | {speed}/s{waits}'
      : '{name} [{bar}] {percentage}% | {value}/{total} | {speed}/s | {left} left{waits}';
  return {
    format,
    stream: process.stderr,
    // Plain characters: block drawing fails in some Windows consoles and in logs of them.
    barCompleteChar: '#',
    barIncompleteChar: '-',
    barsize: 20,
    fps: 8,
    hideCursor: false,
    linewrap: false,
    etaBuffer: 50,
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
    if (!count) return;
    const { done, total, perSecond, left, waits } = count;
    const part = total === undefined ? `${done}` : `${done}/${total}, ${left} left`;
    const throttled = waits === 0 ? '' : `, throttled ${waits}x`;
    terminal.err(`${NAMES[count.phase]}: ${part}, ${Math.round(perSecond)}/s${throttled}\n`);
  };
  return {
    emit: (event) => {
      if (event.type === 'phase') {
        count = new PhaseCount(event.phase, event.total);
        timer ??= setInterval(line, LINE_EVERY_MS);
      }
      if (event.type === 'throttled' && count) count.waits += 1;
      if (event.type === 'progress' && count) count.done = event.done;
    },
    stop,
    interject: (text) => terminal.err(text),
  };
}
