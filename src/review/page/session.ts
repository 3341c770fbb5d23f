/** What the whole page shares: the server's state, the address, and what is said to the reader. */
import type {
  ApplyAnswer,
  ErrorAnswer,
  PreviewAnswer,
  ReviewEvent,
  StateAnswer,
  StepAnswer,
} from '../wire.js';
import { Connector, type Trouble } from './connector.js';
import { Edits } from './edits.js';
import { Mapping } from './mapping.js';
import { call, isLocked, makeId, type Question, type Reply } from './net/call.js';
import { Navigation } from './navigation.js';
import { NewestState } from './newest-state.js';
import { Notices } from './notices.js';
import { Newest, Observable } from './observable.js';
import { toCount } from './words.js';

/** A row by its number, and a column by its position. */
export interface CellPlace {
  readonly row: number;
  readonly at: number;
}

/** Rows that were checked again; undefined: any row may have changed. */
export interface CheckedEdit {
  readonly rows: readonly number[] | undefined;
}

const REFRESH_MS = 300;

export class Session {
  readonly state = new NewestState();
  readonly navigation = new Navigation(() => (this.state.value?.counts.toDo ?? 0) > 0);
  readonly edits: Edits;
  readonly mapping: Mapping;
  readonly trouble = new Observable<Trouble | undefined>(undefined);
  readonly notices = new Notices();
  /** What the page waits for, such as `Undoing`; empty: nothing. */
  readonly busy = new Observable('');
  readonly preview = new Newest<PreviewAnswer>(undefined);
  readonly apply = new Newest<ApplyAnswer>(undefined);
  readonly hasEnded = new Observable(false);
  readonly checked = new Observable<CheckedEdit>({ rows: [] });
  /** A cell that Fix should go to, such as the one that an undo changed. */
  readonly jump = new Observable<CellPlace | undefined>(undefined);
  /** Counts up when the filter is set again: rows that no longer meet it go. */
  readonly again = new Observable(0);
  readonly #connector: Connector;
  #refresh: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.edits = new Edits({
      begin: () => this.notices.toast.set(undefined),
      revision: () => this.state.revision,
      keep: (answer) => this.state.takeStep(answer),
      explain: (reply) => this.#explain(reply),
      expire: () => this.checked.set({ rows: undefined }),
      warn: (text) => this.notices.alarm.set(text),
    });
    this.mapping = new Mapping(this.state, {
      begin: () => this.notices.toast.set(undefined),
      explain: (reply) => this.#explain(reply),
      expire: () => this.#refreshSoon(),
    });
    this.#connector = new Connector(this.trouble, {
      tell: (event) => this.#take(event),
      back: (state, wasGone) => this.#welcome(state, wasGone),
    });
  }

  start(): void {
    this.#connector.start();
    this.navigation.start();
    this.trouble.follow((trouble) => {
      const unsaved = this.edits.outbox.value.length;
      const edits = unsaved > 0 ? ` ${toCount(unsaved, 'edit')} not saved yet.` : '';
      this.notices.alarm.set(trouble === undefined ? '' : `The review has stopped answering.${edits}`);
    });
    addEventListener('beforeunload', (event) => {
      if (this.edits.outbox.value.length > 0 || this.mapping.isBusy) event.preventDefault();
    });
  }

  tryNow(): void {
    this.#connector.tryNow();
  }

  filterAgain(): void {
    this.again.set(this.again.value + 1);
  }

  /** What a question came to, where it is not an answer: said, and followed up. */
  async ask<T>(path: string, question?: Question): Promise<T | undefined> {
    const reply = await call<T>(path, question);
    if (reply.kind === 'answer') return reply.answer;
    if (question?.signal?.aborted !== true) this.#explain(reply);
    return undefined;
  }

  /** A step over many cells, with a label while it is under way. Undefined if it was not done. */
  async step(label: string, path: string, body: object): Promise<StepAnswer | undefined> {
    if (this.busy.value !== '') return undefined;
    this.busy.set(label);
    await this.settle();
    if (this.edits.outbox.value.length > 0) {
      this.busy.set('');
      this.notices.show('An edit is not saved yet. Wait for it, then press again.', false);
      return undefined;
    }
    const answer = await this.ask<StepAnswer>(path, {
      method: 'POST',
      body: { id: makeId(), base: this.state.revision, ...body },
    });
    this.busy.set('');
    if (answer === undefined) return undefined;
    this.state.takeStep(answer);
    this.checked.set({ rows: undefined });
    return answer;
  }

  /** All rows, where their check failed. */
  async checkAgain(): Promise<void> {
    const state = await this.ask<StateAnswer>('/api/check', { method: 'POST', body: {} });
    if (state !== undefined) this.#keepState(state);
  }

  /** Resolves when what this window asked for is done, and its state tells of it: what comes next is based on both. */
  async settle(): Promise<void> {
    await Promise.all([this.edits.send(), this.mapping.done]);
    if ((this.state.value?.revision ?? 0) < this.state.revision) await this.#refreshNow();
  }

  #take(event: ReviewEvent): void {
    if (event.type !== 'state' && event.type !== 'done') this.#refreshSoon();
    if (event.type === 'state') this.#keepState(event.state);
    else if (event.type === 'checked')
      this.checked.set({ rows: event.rows.length === 0 ? undefined : event.rows });
    else if (event.type === 'preview') this.preview.set(event.preview);
    else if (event.type === 'apply') this.apply.set(event.apply);
    else if (event.type === 'done') this.hasEnded.set(true);
    else this.state.takeWork(event);
  }

  /** News of one thing change the words of the steps, too. */
  #refreshSoon(): void {
    this.#refresh ??= setTimeout(() => {
      this.#refresh = undefined;
      void this.#refreshNow();
    }, REFRESH_MS);
  }

  async #refreshNow(): Promise<void> {
    const state = await this.ask<StateAnswer>('/api/state');
    if (state !== undefined) this.#keepState(state);
  }

  #keepState(state: StateAnswer): void {
    clearTimeout(this.#refresh);
    this.#refresh = undefined;
    this.state.take(state);
  }

  #welcome(state: StateAnswer, wasGone: boolean): void {
    this.state.restart(state);
    this.preview.expire();
    this.apply.expire();
    if (!wasGone) return;
    void this.ask<PreviewAnswer>('/api/preview').then((preview) => preview && this.preview.set(preview));
    void this.ask<ApplyAnswer>('/api/apply').then((apply) => apply && this.apply.set(apply));
    const unsaved = this.edits.outbox.value.length;
    this.checked.set({ rows: undefined });
    void this.edits.send().then(() => {
      const saved = unsaved - this.edits.outbox.value.length;
      this.notices.show(saved > 0 ? `Back. ${toCount(saved, 'edit')} saved.` : 'Back.', false);
    });
  }

  #explain(reply: Exclude<Reply<unknown>, { kind: 'answer' }>): void {
    if (reply.kind === 'gone') this.#connector.lose();
    else if (reply.kind === 'conflict') {
      this.state.raise(reply.conflict.revision);
      this.#tell(reply.conflict);
    } else if (isLocked(reply)) this.#connector.shutOut();
    else this.#tell(reply.error);
  }

  #tell({ text, remedy }: ErrorAnswer): void {
    this.notices.show(remedy === '' ? text : `${text} ${remedy}`, false);
  }
}
