/** One pace for all runs that use the same token: the gate reports to the others, and hears their reports. */
import type { Clock } from '../../core/clock.js';
import { toMessage } from '../../core/errors.js';
import type { Emit } from '../../core/events.js';
import type { PaceBoard, PaceView } from '../../core/pace-board.js';
import { STALE_MS } from '../../core/pace-words.js';
import type { Gate } from './gate.js';

export interface ShareOptions {
  /** Of this token. */
  readonly board: PaceBoard;
  readonly gate: Gate;
  readonly clock: Clock;
  readonly emit: Emit;
}

const BEAT_MS = 1000;

/**
 * Exchanges reports between the gate and the other runs: immediately, each second, and at each 429 to this run; and keeps
 * the limit found for the next run, each second if it changed, so that a killed run leaves it too, and at the end. A board
 * that can't be reached ends the sharing, never the run: it is reported once, and the run then paces itself.
 */
export class Share {
  readonly #options: ShareOptions;
  #board: PaceBoard | undefined;
  #timer: NodeJS.Timeout | undefined;
  #runs = 1;
  #isStaleTold = false;
  #kept: string | undefined;

  constructor(options: ShareOptions) {
    this.#options = options;
    this.#board = options.board;
    // Does not keep the process alive.
    this.#timer = setInterval(() => this.beat(), BEAT_MS).unref();
    this.#board.onNews?.(() => this.#hear());
    this.beat();
  }

  /** Reports, and hears. */
  beat(): void {
    this.tell();
    this.#keep();
    this.#hear();
  }

  #hear(): void {
    this.#try(() => {
      const { now, monotonic } = this.#times();
      const view = this.#board?.listen(now);
      if (view === undefined) return;
      this.#say(view);
      this.#runs = view.runs;
      const { runs, whole, closedForMs, lead } = view;
      const closedUntil = closedForMs > 0 ? closedForMs + monotonic : 0;
      const { gate } = this.#options;
      const wasSending = gate.isSending;
      gate.hear({ runs, whole, closedUntil, lead });
      if (gate.isSending !== wasSending) this.tell();
    });
  }

  /** Reports this run's state to the others. */
  tell(): void {
    this.#try(() => {
      const { now, monotonic } = this.#times();
      const { closedUntil, whole, isSending } = this.#options.gate.toWord();
      const until = closedUntil > monotonic ? closedUntil - monotonic + now : 0;
      this.#board?.tell({ at: now, closedUntil: until, whole, isSending });
    });
  }

  /** The run is over. */
  close(): void {
    this.#kept = undefined;
    this.#keep();
    this.#try(() => this.#board?.leave());
    this.#end();
  }

  /** Writes the limit down if it has changed. */
  #keep(): void {
    this.#try(() => {
      const limit = this.#board && this.#options.gate.toKept();
      const text = limit && JSON.stringify(limit);
      if (limit === undefined || text === this.#kept) return;
      this.#kept = text;
      this.#board?.keep(limit, this.#times().now);
    });
  }

  #times(): { now: number; monotonic: number } {
    const { clock } = this.#options;
    return { now: clock.now(), monotonic: clock.monotonic() };
  }

  #say({ runs, stale }: PaceView): void {
    if (runs > this.#runs) {
      const others = runs === 2 ? 'Another run' : `${runs - 1} other runs`;
      const message = `${others} ${this.#options.board.where} with the same token: the pace is shared.`;
      this.#options.emit({ type: 'note', message });
    }
    if (runs < this.#runs && stale > 0 && !this.#isStaleTold) {
      this.#isStaleTold = true;
      const message = `Another run with the same token has said nothing for ${STALE_MS / 1000} s; the pace is no longer shared with it.`;
      this.#options.emit({ type: 'note', message });
    }
  }

  #try(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#end();
      // Without other runs nothing is lost, so this is only a note.
      const message = `The pace is not shared with other runs ${this.#options.board.where}: ${toMessage(error)}.`;
      this.#options.emit({ type: 'note', message });
    }
  }

  #end(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#board = undefined;
  }
}
