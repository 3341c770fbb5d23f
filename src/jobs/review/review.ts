/**
 * A review: a source that a person maps, corrects, previews and applies. It is kept in a folder of its own in the reports
 * folder, each step as it is done; its plan is an ordinary run. A server, or a program, asks here and shows the answers.
 */
import { basename, join } from 'node:path';
import type { ImportOptions } from '../../config/options.js';
import { BulkError, isBulkError } from '../../core/errors.js';
import { toIso } from '../../core/clock.js';
import { makeFolder } from '../../core/make-folder.js';
import type { Source } from '../../core/types.js';
import { takeLock, type Lock } from '../../journal/lock.js';
import { toMapping } from '../../map/mapping.js';
import type { Connection, JobDeps } from '../deps.js';
import { writeMapping } from '../map/write-mapping.js';
import { toRunFolder } from '../run/find-run.js';
import { toNewFolder } from '../run/new-folder.js';
import type { ReviewEvent } from './answers/event.js';
import type { StateAnswer } from './answers/state.js';
import { Applier } from './applier.js';
import { findFile, listFiles, MAPPING_NAME } from './files.js';
import type { ReviewPlace } from './find-review.js';
import { Fixer } from './fixer.js';
import { toFirstDraft } from './first-draft.js';
import { Mapper } from './mapper.js';
import { readSource } from './read-source.js';
import { toErrorAnswer } from './error-answer.js';
import { ReviewSession } from './session.js';
import { ReviewStore, type ReviewFacts } from './store.js';
import { toSteps } from './words.js';

const LOCK_NAME = 'review.lock';

export class Review {
  readonly map: Mapper;
  readonly fix: Fixer;
  readonly apply: Applier;
  readonly #session: ReviewSession;
  readonly #lock: Lock;
  readonly #path: string;

  private constructor(session: ReviewSession, lock: Lock, path: string) {
    this.#session = session;
    this.#lock = lock;
    this.#path = path;
    this.map = new Mapper(session);
    this.apply = new Applier(session);
    this.fix = new Fixer(session, (code) => this.apply.listFailed(code));
    session.onNews = () => session.tell({ type: 'state', state: this.state });
    session.ask().catch((error: unknown) => this.#fail(error));
  }

  /** Makes a review of an opened source, and reads it in the background. Throws `run_exists`, `output_unwritable`. */
  static begin(
    from: { readonly source: Source; readonly path: string },
    options: ImportOptions,
    connection: Connection | undefined,
    deps: JobDeps,
  ): Review {
    const { id, folder } = toNewFolder(options, deps);
    makeFolder(folder);
    const lock = takeLock(join(folder, LOCK_NAME), `review ${id}`, deps);
    const store = new ReviewStore(folder, { create: true });
    store.info.set('options', options);
    if (connection !== undefined) store.info.set('endpoint', connection.endpoint);
    const review = new Review(new ReviewSession({ id, store, connection }, deps), lock, from.path);
    review.#read(from.source).catch((error: unknown) => review.#fail(error));
    return review;
  }

  /** Opens a review that is there. Throws `run_unknown`, `run_locked`, `journal_damaged`. */
  static open({ reportsDir, id }: ReviewPlace, connection: Connection | undefined, deps: JobDeps): Review {
    const folder = toRunFolder(reportsDir, id);
    const lock = takeLock(join(folder, LOCK_NAME), `review ${id}`, deps);
    try {
      const store = new ReviewStore(folder, { create: false });
      const source = store.info.get('source');
      if (source === undefined) {
        const hint = 'Start a new review of the source.';
        throw new BulkError('run_unknown', `The review ${id} ended before its source was read.`, { hint });
      }
      store.info.set('options', { ...store.require('options'), reportsDir });
      const review = new Review(
        new ReviewSession({ id: basename(folder), store, connection }, deps),
        lock,
        source.path,
      );
      review.apply.reopen();
      review.#session.startCheck().catch((error: unknown) => review.#fail(error));
      return review;
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  /** Calls `listener` with each piece of news until the returned function is called. */
  listen(listener: (event: ReviewEvent) => void): () => void {
    return this.#session.listen(listener);
  }

  get state(): StateAnswer {
    const { store, work, failed, account, counts, command, id } = this.#session;
    const { history, info, revision } = store;
    const source = info.get('source');
    const savedAt = info.get('savedAt');
    const part = source?.format.sheet;
    return {
      ...{ order: this.#session.nextOrder(), run: id, command, revision, counts, connection: account },
      file: {
        name: basename(this.#path),
        part: part === undefined ? '' : /^sheet\b/i.test(part) ? part : `Sheet ${part}`,
        rows: source?.rows ?? work?.done ?? 0,
      },
      ...(work === undefined ? {} : { work }),
      ...(failed === undefined ? {} : { failed }),
      savedAt: savedAt === undefined ? '' : toIso(savedAt),
      steps: toSteps({
        ...this.map.facts,
        counts,
        isReading: info.get('draft') === undefined,
        isChecking: work?.kind === 'checking',
        hasCredential: account.mode !== 'none',
        mode: account.mode === 'LIVE' ? 'LIVE' : 'TEST',
        preview: this.apply.preview,
        apply: this.apply.answer,
      }),
      undo: history.toUndo?.name ?? '',
      redo: history.toRedo?.name ?? '',
      files: listFiles(store, this.apply.folder),
    };
  }

  /** Checks all rows again in the background, where a check failed. Throws `review_busy`. */
  check(): StateAnswer {
    this.#session.assertRead();
    if (this.#session.work === undefined)
      this.#session.startCheck().catch((error: unknown) => this.#fail(error));
    return this.state;
  }

  /** The path of a file of the review or its run, by one of its fixed names; undefined for any other. */
  async findFile(name: string): Promise<string | undefined> {
    const { store, drafted } = this.#session;
    this.#session.assertRead();
    if (name !== MAPPING_NAME) return findFile(store, this.apply.folder, name);
    const path = join(store.folder, MAPPING_NAME);
    writeMapping(path, drafted.file, { force: true });
    return path;
  }

  /** Where it was served last. */
  get served(): ReviewFacts['served'] | undefined {
    return this.#session.store.info.get('served');
  }

  noteServed(served: ReviewFacts['served']): void {
    this.#session.store.info.set('served', served);
  }

  /** Stops what is under way, waits for it, and lets go of the files. */
  async close(): Promise<void> {
    await this.apply.close();
    this.#session.close();
    this.#lock.release();
  }

  async #read(source: Source): Promise<void> {
    const session = this.#session;
    const { store } = session;
    const options = store.require('options');
    session.work = { kind: 'reading', done: 0 };
    const onRows = (done: number): void => {
      session.work = { kind: 'reading', done };
      session.tell({ type: 'progress', work: session.work });
    };
    const read = await readSource(store, source, this.#path, onRows).finally(() => source.close());
    store.file.transact(() => {
      store.info.set('source', read.source);
      store.info.set('proposed', read.proposed);
      store.info.set('draft', toFirstDraft(read, options, toMapping));
    });
    await session.startCheck();
  }

  #fail(error: unknown): void {
    // It was reading when it was closed.
    if (this.#session.isClosed) return;
    if (!isBulkError(error)) throw error;
    this.#session.work = undefined;
    this.#session.failed = toErrorAnswer(error);
    this.#session.onNews();
  }
}
