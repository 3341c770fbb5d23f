/** What the parts of an open review share: its file, its check, who owns the credential, what is under way, and who listens. */
import { BulkError, isBulkError } from '../../core/errors.js';
import { toRunCommand } from '../command-text.js';
import type { Connection, JobDeps } from '../deps.js';
import { askAccount } from './account.js';
import type { ReviewEvent } from './answers/event.js';
import type { ErrorAnswer } from './answers/shared.js';
import type { CredentialAnswer, Counts, WorkAnswer } from './answers/state.js';
import { ReviewCheck } from './check.js';
import { toDraftMapping, type DraftMapping, type SoundMapping } from './draft-mapping.js';
import { ReviewBusy } from './conflict.js';
import { toErrorAnswer } from './error-answer.js';
import { RowCounter } from './row-counter.js';
import type { ReviewStore } from './store.js';

/** A review whose file is open. */
export interface OpenedReview {
  readonly id: string;
  readonly store: ReviewStore;
  /** Absent: no credential. */
  readonly connection: Connection | undefined;
}

export class ReviewSession {
  readonly id: string;
  readonly store: ReviewStore;
  readonly deps: JobDeps;
  readonly #connection: Connection | undefined;
  readonly #counter: RowCounter;
  readonly #listeners = new Set<(event: ReviewEvent) => void>();
  account: CredentialAnswer;
  /** Reading or checking. */
  work: WorkAnswer | undefined;
  failed: ErrorAnswer | undefined;
  #check: ReviewCheck | undefined;
  #checking = new AbortController();
  #isClosed = false;
  #order = 0;

  constructor({ id, store, connection }: OpenedReview, deps: JobDeps) {
    this.id = id;
    this.store = store;
    this.deps = deps;
    this.#connection = connection;
    this.#counter = new RowCounter(store, deps.clock);
    this.account =
      connection === undefined
        ? { mode: 'none', command: `${this.command} --credentials FILE` }
        : { mode: 'asking' };
  }

  /** Starts this review again. */
  get command(): string {
    return toRunCommand(this.deps, 'review', this.id, this.store.require('options'));
  }

  /** Undefined while the mapping has a fault. */
  get check(): ReviewCheck | undefined {
    return this.#check;
  }

  get drafted(): DraftMapping {
    return toDraftMapping(
      this.store.require('draft'),
      this.store.require('source'),
      this.store.require('options'),
    );
  }

  /** Calls `listener` with each piece of news until the returned function is called. */
  listen(listener: (event: ReviewEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Of an answer that says how things are now. */
  nextOrder(): number {
    this.#order += 1;
    return this.#order;
  }

  tell(event: ReviewEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** Throws `review_busy` while the source is read. */
  assertRead(): void {
    if (this.store.info.get('draft') === undefined) throw new ReviewBusy();
  }

  /** The check of rows that are known to be checked. Throws `review_busy`, `config_invalid` for a mapping with a fault. */
  requireCheck(): ReviewCheck {
    this.assertRead();
    if (this.work !== undefined) throw new ReviewBusy();
    const { drafted } = this;
    if (this.#check !== undefined) return this.#check;
    const fault = drafted.isSound
      ? { text: 'The rows were not checked.', remedy: 'Start the review again.' }
      : drafted.fault;
    throw new BulkError('config_invalid', fault.text, { hint: fault.remedy });
  }

  /** Throws `credential_missing`, or why the server does not take the credential. */
  requireConnection(): Connection {
    if (this.#connection === undefined)
      throw new BulkError('credential_missing', 'The review was started without a credential.', {
        hint: `Start it with one: ${this.command} --credentials FILE.`,
      });
    return this.#connection;
  }

  get counts(): Counts {
    return this.#counter.count(this.work);
  }

  /** Whose customers the credential reaches: asked once, in the background. */
  async ask(): Promise<void> {
    const connection = this.#connection;
    if (connection === undefined) return;
    this.account = await askAccount(connection, this.store.require('options'), this.deps);
    this.onNews();
  }

  /** The server took the credential before, and does not any more. */
  noteRefused(error: ErrorAnswer): void {
    this.account = { mode: 'failed', error };
  }

  /** Called when the state is another. */
  onNews: () => void = () => undefined;

  /** Checks all rows by the mapping as it is now, unless they were; resolves when that is done, or overtaken by another one. */
  async startCheck(): Promise<void> {
    this.#checking.abort();
    const checking = (this.#checking = new AbortController());
    this.#dropCheck();
    this.failed = undefined;
    try {
      const { drafted } = this;
      if (drafted.isSound) await this.#checkAll(drafted, checking.signal);
      else this.store.forgetChecked();
      this.#end();
    } catch (error) {
      if (checking.signal.aborted) return;
      if (!isBulkError(error)) throw error;
      this.#dropCheck();
      this.failed = toErrorAnswer(error);
      this.#end();
    }
  }

  async #checkAll({ file, mapping }: SoundMapping, signal: AbortSignal): Promise<void> {
    const { store, deps } = this;
    const { info } = store;
    const wanted = JSON.stringify(file);
    const total = store.require('source').rows;
    this.work = { kind: 'checking', done: 0, total };
    this.onNews();
    const check = new ReviewCheck(store, mapping, store.require('options'), deps.clock);
    this.#check = check;
    if (info.get('checkedWith') === wanted) return check.learnNorms(signal);
    info.set('checkedWith', '');
    await check.checkAll({ signal, onDone: (done) => this.#progress({ kind: 'checking', done, total }) });
    info.set('checkedWith', wanted);
  }

  #dropCheck(): void {
    this.#check?.close();
    this.#check = undefined;
  }

  #progress(work: WorkAnswer): void {
    this.work = work;
    this.tell({ type: 'progress', work });
  }

  #end(): void {
    this.work = undefined;
    this.store.checks += 1;
    this.#counter.forget();
    this.onNews();
    this.tell({ type: 'checked', revision: this.store.revision, rows: [] });
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** What is still read or asked for comes to nothing. */
  close(): void {
    this.#isClosed = true;
    this.onNews = () => undefined;
    this.#checking.abort();
    this.tell({ type: 'done' });
    this.#listeners.clear();
    this.#check?.close();
    this.store.file.close();
  }
}
