/** The bar of a run, loaded where there is a screen. */
import { SingleBar } from 'cli-progress';
import { PhaseCount } from './phase-count.js';
import { toBarLine } from './phase-line.js';
import type { ProgressView } from './progress-view.js';
import type { Terminal } from './terminal.js';

/** At its end, the bar returns to the saved place: below a text that was said meanwhile, which it would overwrite. */
const SAVE_CURSOR = '\u001B7';

export function makeBar(terminal: Terminal): ProgressView {
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
      count?.note(event, performance.now());
    },
    stop,
    interject: (text) => {
      terminal.err(bar ? `\r\u001B[K${text}${SAVE_CURSOR}` : text);
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
