/** The events of a run as log entries: each one but for progress, which comes every ten seconds. */
import type { RunEvent } from '../core/events.js';
import type { LogEntry } from './log.js';
import type { ProgressOptions } from './progress.js';
import type { ProgressView } from './progress-view.js';
import type { Terminal } from './terminal.js';

const PROGRESS_EVERY_MS = 10_000;

export function makeLogProgress(terminal: Terminal, { quiet, verbose }: ProgressOptions): ProgressView {
  let saidAt = -Infinity;
  return {
    emit: (event) => {
      if (event.type === 'run') terminal.setRun(event.runId);
      if (event.type === 'progress') {
        // The end of a phase is news at once.
        const isDue = performance.now() - saidAt >= PROGRESS_EVERY_MS || event.done === event.total;
        if (quiet || !isDue) return;
        saidAt = performance.now();
      }
      if (isShown(event, { quiet, verbose })) terminal.report(toEntry(event));
    },
    interject: (text) => terminal.err(text),
    stop: () => undefined,
  };
}

function isShown({ type }: RunEvent, { quiet, verbose }: ProgressOptions): boolean {
  if (type === 'request') return verbose;
  return !quiet || (verbose && type === 'note');
}

function toEntry(event: RunEvent): LogEntry {
  const { type, ...facts } = event;
  return { ...facts, level: LEVELS[type], event: type, message: toMessage(event) };
}

const LEVELS: Readonly<Record<RunEvent['type'], LogEntry['level']>> = {
  run: 'info',
  phase: 'info',
  progress: 'info',
  throttled: 'warn',
  request: 'debug',
  note: 'info',
};

function toMessage(event: RunEvent): string {
  switch (event.type) {
    case 'run':
      return `Run ${event.runId}`;
    case 'phase':
      return `Phase ${event.phase}`;
    case 'progress':
      return `Phase ${event.phase}: ${event.done}${event.total === undefined ? '' : ` of ${event.total}`}`;
    case 'throttled':
      return `The API asked to wait ${event.waitMs} ms`;
    case 'request':
      return `${event.route} ${event.status ?? 'no answer'}`;
    case 'note':
      return event.message;
  }
}
