/** One pace for all runs on this machine that use the same token: the gate reports to the others, and hears their reports. */
import type { Clock } from '../../core/clock.js';
import { toMessage } from '../../core/errors.js';
import type { Emit } from '../../core/events.js';
import type { Gate } from './gate.js';
import { forgetOldLimits, keepLimit } from './kept-limit.js';
import { Peers, STALE_MS, type PeerView } from './peers.js';

export interface ShareOptions {
  /** Folder for the runs of this token: `toPeerFolder`. */
  readonly folder: string;
  readonly gate: Gate;
  readonly clock: Clock;
  readonly emit: Emit;
}

const BEAT_MS = 1000;

/**
 * Exchanges reports between the gate and the other runs: immediately, each second, and at each 429 to this run; and keeps
 * the limit found for the next run, each second if it changed, so that a killed run leaves it too, and at the end. A file
 * system error ends the sharing, never the run: it is reported once, and the run then paces itself.
 */
export class Share {
  readonly #options: ShareOptions;
  #peers: Peers | undefined;
  #timer: NodeJS.Timeout | undefined;
  #runs = 1;
  #isStaleTold = false;
  #kept: string | undefined;

  constructor(options: ShareOptions) {
    this.#options = options;
    this.#try(() => {
      this.#peers = new Peers(options.folder);
      // Does not keep the process alive.
      this.#timer = setInterval(() => this.beat(), BEAT_MS).unref();
    });
    this.beat();
  }

  /** Reports, and hears. */
  beat(): void {
    this.tell();
    this.#keep();
    this.#try(() => {
      const { now, monotonic } = this.#times();
      const view = this.#peers?.listen(now);
      if (view === undefined) return;
      this.#say(view);
      this.#runs = view.runs;
      const { runs, whole, closedForMs } = view;
      const closedUntil = closedForMs > 0 ? closedForMs + monotonic : 0;
      this.#options.gate.hear({ runs, whole, closedUntil });
    });
  }

  /** Reports this run's state to the others. */
  tell(): void {
    this.#try(() => {
      const { now, monotonic } = this.#times();
      const { closedUntil, whole } = this.#options.gate.toWord();
      const until = closedUntil > monotonic ? closedUntil - monotonic + now : 0;
      this.#peers?.tell({ at: now, closedUntil: until, whole });
    });
  }

  /** The run is over. */
  close(): void {
    this.#kept = undefined;
    this.#keep();
    this.#try(() => this.#peers?.leave());
    this.#end();
  }

  /** Writes the limit down if it has changed. */
  #keep(): void {
    this.#try(() => {
      const limit = this.#peers && this.#options.gate.toKept();
      const text = limit && JSON.stringify(limit);
      if (limit === undefined || text === this.#kept) return;
      this.#kept = text;
      const { now } = this.#times();
      keepLimit(this.#options.folder, now, limit);
      forgetOldLimits(this.#options.folder, now);
    });
  }

  #times(): { now: number; monotonic: number } {
    const { clock } = this.#options;
    return { now: clock.now(), monotonic: clock.monotonic() };
  }

  #say({ runs, stale }: PeerView): void {
    if (runs > this.#runs) {
      const others = runs === 2 ? 'Another run' : `${runs - 1} other runs`;
      const message = `${others} on this machine with the same token: the pace is shared.`;
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
      // Without other runs on this machine nothing is lost, so this is only a note.
      const message = `The pace is not shared with other runs on this machine: ${toMessage(error)}.`;
      this.#options.emit({ type: 'note', message });
    }
  }

  #end(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#peers = undefined;
  }
}
