/** Saves the edits of this window: shown at once, sent one by one, and again until the server has them. */
import type { ConflictAnswer, EditOp, EditsAnswer, StepAnswer } from '../wire.js';
import { confirm, drop, insist, isFull, toRetryMs, type Outbox, type UnsavedEdit } from './fix/outbox.js';
import { call, isLocked, makeId, type Reply } from './net/call.js';
import { Observable } from './observable.js';

interface EditHost {
  /** A new edit: what was said of the one before is over. */
  readonly begin: () => void;
  readonly revision: () => number;
  readonly keep: (answer: StepAnswer) => void;
  readonly explain: (reply: Exclude<Reply<unknown>, { kind: 'answer' }>) => void;
  /** Rows on show may be out of date. */
  readonly expire: () => void;
  readonly warn: (text: string) => void;
}

export class Edits {
  readonly outbox = new Observable<Outbox>([]);
  /** Of the first edit; it waits for a choice. */
  readonly conflict = new Observable<ConflictAnswer | undefined>(undefined);
  /** The newest answer. */
  readonly edited = new Observable<EditsAnswer | undefined>(undefined);
  readonly #host: EditHost;
  #sending: Promise<void> | undefined;
  #tries = 0;

  constructor(host: EditHost) {
    this.#host = host;
  }

  /** False: too many wait already. `values`: what the cells show until the answer is there. */
  add(ops: readonly EditOp[], values: UnsavedEdit['values'] = []): boolean {
    if (isFull(this.outbox.value)) {
      this.#host.warn('Editing has stopped: 100 edits are not saved yet.');
      return false;
    }
    this.#host.begin();
    this.outbox.set([...this.outbox.value, { id: makeId(), base: this.#host.revision(), ops, values }]);
    void this.send();
    return true;
  }

  /** Of the conflict on show: the person's value again, or the other one. */
  settle(choice: 'mine' | 'theirs'): void {
    const [first] = this.outbox.value;
    const conflict = this.conflict.value;
    if (first === undefined || conflict === undefined) return;
    this.conflict.set(undefined);
    const again = { id: makeId(), base: conflict.revision };
    this.outbox.set(
      choice === 'mine' ? insist(this.outbox.value, first.id, again) : drop(this.outbox.value, first.id),
    );
    this.#host.expire();
    void this.send();
  }

  /** Resolves when all are saved, or one can't be saved now. */
  send(): Promise<void> {
    if (this.conflict.value !== undefined) return Promise.resolve();
    this.#sending ??= this.#sendAll().finally(() => (this.#sending = undefined));
    return this.#sending;
  }

  async #sendAll(): Promise<void> {
    for (let [next] = this.outbox.value; next !== undefined; [next] = this.outbox.value)
      if (!(await this.#sendOne(next))) break;
  }

  /** False: it could not be sent now. */
  async #sendOne({ id, base, ops }: UnsavedEdit): Promise<boolean> {
    const reply = await call<EditsAnswer>('/api/edits', { method: 'POST', body: { id, base, ops } });
    if (reply.kind === 'answer') {
      this.#tries = 0;
      this.#host.keep(reply.answer);
      this.edited.set(reply.answer);
      this.outbox.set(confirm(this.outbox.value, id, reply.answer.revision));
      return true;
    }
    if (reply.kind === 'conflict') return this.#meet(id, reply.conflict);
    this.#host.explain(reply);
    if (reply.kind === 'gone' || isLocked(reply)) return false;
    if (reply.status >= 500) return this.#sendLater();
    this.outbox.set(drop(this.outbox.value, id));
    return true;
  }

  /** The server is there, but busy. */
  #sendLater(): false {
    setTimeout(() => void this.send(), toRetryMs(this.#tries));
    this.#tries += 1;
    return false;
  }

  /** Only the revision differs: nothing is overwritten, so the edit is sent again on the newest one. */
  #meet(id: string, conflict: ConflictAnswer): boolean {
    if (conflict.cells.length === 0) {
      this.outbox.set(insist(this.outbox.value, id, { id: makeId(), base: conflict.revision }));
      return true;
    }
    this.conflict.set(conflict);
    return false;
  }
}
