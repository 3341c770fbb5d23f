/** The newest state of the server that this window knows, and the revision that its next question is based on. */
import type { ReviewEvent, StateAnswer, StepAnswer } from '../wire.js';
import { Observable } from './observable.js';

export class NewestState extends Observable<StateAnswer | undefined> {
  #revision = -1;

  constructor() {
    super(undefined);
  }

  get revision(): number {
    return this.#revision;
  }

  /** An answer named this revision. */
  raise(revision: number): void {
    this.#revision = Math.max(this.#revision, revision);
  }

  /** Unless a newer one is known. */
  take(state: StateAnswer): void {
    if (state.revision < this.#revision || state.order < (this.value?.order ?? 0)) return;
    this.restart(state);
  }

  /** A new start of the server may be at an older revision than this window has seen. */
  restart(state: StateAnswer): void {
    this.#revision = state.revision;
    this.set(state);
  }

  takeStep(answer: StepAnswer): void {
    this.raise(answer.revision);
    const state = this.value;
    if (state === undefined || answer.revision < state.revision) return;
    const { revision, counts, undo, redo, savedAt } = answer;
    this.set({ ...state, revision, counts, undo, redo, savedAt });
  }

  takeWork({ work }: Extract<ReviewEvent, { type: 'progress' }>): void {
    if (this.value !== undefined) this.set({ ...this.value, work });
  }
}
