/** Changes of the mapping by this window, one after the other. */
import type { ColumnsAnswer, MappingChange } from '../wire.js';
import { call, makeId, type Reply } from './net/call.js';
import type { NewestState } from './newest-state.js';

interface MappingHost {
  /** A new change: what was said of the one before is over. */
  readonly begin: () => void;
  readonly explain: (reply: Exclude<Reply<unknown>, { kind: 'answer' }>) => void;
  /** The state may be out of date. */
  readonly expire: () => void;
}

export class Mapping {
  readonly #state: NewestState;
  readonly #host: MappingHost;
  #last: Promise<unknown> = Promise.resolve();
  #underWay = 0;

  constructor(state: NewestState, host: MappingHost) {
    this.#state = state;
    this.#host = host;
  }

  /** A change is under way. */
  get isBusy(): boolean {
    return this.#underWay > 0;
  }

  /** Resolves when no change is under way. */
  get done(): Promise<unknown> {
    return this.#last;
  }

  /** The server checks the rows again behind it. Undefined: it was not done. */
  change(change: MappingChange): Promise<ColumnsAnswer | undefined> {
    this.#underWay += 1;
    const changed = this.#last.then(() => this.#change(change)).finally(() => (this.#underWay -= 1));
    this.#last = changed;
    return changed;
  }

  async #change(change: MappingChange): Promise<ColumnsAnswer | undefined> {
    this.#host.begin();
    let reply = await this.#put(change);
    if (reply.kind === 'conflict' && reply.conflict.cells.length === 0) {
      // The rows were checked in the meantime: the choice is still the person's.
      this.#state.raise(reply.conflict.revision);
      reply = await this.#put(change);
    }
    this.#host.expire();
    if (reply.kind !== 'answer') {
      this.#host.explain(reply);
      return undefined;
    }
    this.#state.raise(reply.answer.revision);
    return reply.answer;
  }

  #put(change: MappingChange): Promise<Reply<ColumnsAnswer>> {
    const body = { id: makeId(), base: this.#state.revision, change };
    return call('/api/mapping', { method: 'PUT', body });
  }
}
