/** An act that is asked for often, and done at most once in a while: at once, and after the pause if it was asked for meanwhile. */
import type { Clock } from '../../core/clock.js';

export class Throttle {
  readonly #clock: Clock;
  readonly #pauseMs: number;
  readonly #act: () => void;
  #isPausing = false;
  #isAsked = false;
  #isStopped = false;

  constructor(clock: Clock, pauseMs: number, act: () => void) {
    this.#clock = clock;
    this.#pauseMs = pauseMs;
    this.#act = act;
  }

  ask(): void {
    this.#isAsked = true;
    if (this.#isPausing || this.#isStopped) return;
    this.#isPausing = true;
    this.#isAsked = false;
    this.#act();
    void this.#clock.sleep(this.#pauseMs).then(() => {
      this.#isPausing = false;
      if (this.#isAsked) this.ask();
    });
  }

  /** Nothing is done any more. */
  stop(): void {
    this.#isStopped = true;
  }
}
