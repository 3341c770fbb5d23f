/** Preview and Apply of a review: the plan, what a person leaves out of it, and its application. */
import { BulkError, isBulkError } from '../../core/errors.js';
import type { Connection } from '../deps.js';
import { toRunFolder } from '../run/find-run.js';
import type { ApplyAnswer, ApplyRequest, UndoAnswer } from './answers/apply.js';
import type { ChangesAnswer, ChangesQuery, ChooseRequest, PreviewAnswer } from './answers/preview.js';
import type { ErrorAnswer } from './answers/shared.js';
import { Apply } from './apply.js';
import type { ApplyPlace } from './carry-out.js';
import { ReviewBusy } from './conflict.js';
import { toErrorAnswer } from './error-answer.js';
import { listFiles } from './files.js';
import { Preview } from './preview.js';
import type { ReviewSession } from './session.js';
import type { PreviewFacts } from './store.js';

export class Applier {
  readonly #session: ReviewSession;
  readonly #preview: Preview;
  readonly #apply: Apply;

  constructor(session: ReviewSession) {
    this.#session = session;
    this.#preview = new Preview(session.store, session.id);
    this.#apply = new Apply(session.deps);
  }

  /** The folder of the planned or applied run; undefined before. */
  get folder(): string | undefined {
    const facts = this.#preview.facts;
    return facts === undefined
      ? undefined
      : toRunFolder(this.#session.store.require('options').reportsDir, facts.run);
  }

  get preview(): PreviewAnswer {
    return { ...this.#preview.toAnswer(), order: this.#session.nextOrder() };
  }

  get answer(): ApplyAnswer {
    return {
      ...this.#apply.toAnswer(),
      ...{ order: this.#session.nextOrder(), files: listFiles(this.#session.store, this.folder) },
    };
  }

  /** Makes the plan in the background. Throws `credential_missing`, `review_busy`, `config_invalid`, `source_empty`. */
  startPreview(): PreviewAnswer {
    const { drafted, deps, counts } = this.#session;
    this.#session.requireCheck();
    const connection = this.#connect();
    if (!drafted.isSound)
      throw new BulkError('config_invalid', drafted.fault.text, { hint: drafted.fault.remedy });
    if (counts.ready === 0)
      throw new BulkError('source_empty', 'No row is ready to be sent.', { hint: 'Correct the rows first.' });
    this.#preview
      .run(drafted.file, connection, deps, () => this.#tellPreview())
      .catch((error: unknown) => this.#fail(error));
    return this.preview;
  }

  changes(query: ChangesQuery): ChangesAnswer {
    return this.#preview.toChanges(query);
  }

  /** Leaves rows of the plan out, or takes them in. Throws `plan_stale`, `row_unknown`. */
  choose({ plan, rows, isChosen }: ChooseRequest): PreviewAnswer {
    this.#assertIdle();
    this.#preview.choose(plan, rows, isChosen);
    this.#tellPreview();
    return this.preview;
  }

  /** Applies the plan in the background. Throws `plan_stale`; `live_not_confirmed` unless the organisation's name was typed. */
  start({ plan, name }: ApplyRequest): ApplyAnswer {
    this.#assertIdle();
    const { account } = this.#session;
    const connection = this.#session.requireConnection();
    const facts = this.#preview.assertPlan(plan);
    if (account.mode !== 'TEST' && account.mode !== 'LIVE')
      throw new BulkError(
        'credential_missing',
        'The server has not said whose customers these are. Nothing was sent.',
      );
    if (account.mode === 'LIVE' && name.trim() !== account.organisation) {
      const message = 'The name that was typed is not the name of the organisation. Nothing was sent.';
      throw new BulkError('live_not_confirmed', message, { hint: `Type ${account.organisation}.` });
    }
    const { preview } = this;
    this.#preview.markApplied(preview);
    this.#session.tell({ type: 'preview', preview: this.preview });
    this.#preview.release();
    this.#apply
      .start(this.#toPlace(facts), preview.sending, connection, () => this.#tellApply())
      .catch((error: unknown) => this.#fail(error));
    return this.answer;
  }

  /** A run that was applied in an earlier session. */
  reopen(): void {
    const facts = this.#preview.facts;
    if (facts?.applied === undefined) return;
    try {
      this.#apply.reopen(this.#toPlace(facts), facts.applied.sending);
    } catch (error) {
      // Its run was deleted, or is of another version: what is left of the review can still be used.
      if (!isBulkError(error)) throw error;
      this.#apply.noteLost(toErrorAnswer(error));
    }
  }

  #toPlace({ run, except, requests = 0 }: PreviewFacts): ApplyPlace {
    return {
      reportsDir: this.#session.store.require('options').reportsDir,
      run,
      except,
      planRequests: requests,
    };
  }

  /** Rows that failed for the cause with this code. */
  listFailed(code: string): readonly number[] {
    return this.#apply.listFailed(code);
  }

  /** What an undo of the applied run would take back; nothing is changed. Throws `nothing_to_undo`. */
  get undoing(): UndoAnswer {
    return this.#apply.toUndo();
  }

  pause(): ApplyAnswer {
    this.#apply.pause();
    this.#tellApply();
    return this.answer;
  }

  /** Continues what was paused or stopped; of a run that is done, takes the failed rows up again. */
  continue(): ApplyAnswer {
    this.#apply
      .continue(this.#connect(), () => this.#tellApply())
      .catch((error: unknown) => this.#fail(error));
    return this.answer;
  }

  /** Stops a preview or an application; what is under way is finished. */
  stop(): ApplyAnswer {
    this.#preview.stop();
    this.#apply.stop();
    this.#tellApply();
    return this.answer;
  }

  /** Stops, waits for the end, and lets go of the files. */
  async close(): Promise<void> {
    this.#preview.stop();
    this.#apply.stop();
    while (this.#preview.isWorking || this.#apply.isWorking) await this.#session.deps.clock.sleep(20);
    this.#preview.release();
    this.#apply.close();
  }

  /** For work that is begun now. A server that did not take the credential is asked again, behind the work. */
  #connect(): Connection {
    this.#assertIdle();
    const connection = this.#session.requireConnection();
    if (this.#session.account.mode === 'failed')
      this.#session.ask().catch((error: unknown) => this.#fail(error));
    return connection;
  }

  #assertIdle(): void {
    if (this.#preview.isWorking || this.#apply.isWorking) throw new ReviewBusy();
  }

  #tellPreview(): void {
    const { preview } = this;
    this.#session.tell({ type: 'preview', preview });
    if (!this.#preview.isWorking) this.#end(preview.failed);
  }

  #tellApply(): void {
    const { answer } = this;
    this.#session.tell({ type: 'apply', apply: answer });
    if (!this.#apply.isWorking) this.#end(answer.reason);
  }

  /** A credential may be refused later than at the start, when it expires for example. */
  #end(why: ErrorAnswer | undefined): void {
    if (why?.code === 'credential_rejected') this.#session.noteRefused(why);
    this.#session.onNews();
  }

  #fail(error: unknown): void {
    if (!isBulkError(error)) throw error;
    this.#session.failed = toErrorAnswer(error);
    this.#session.onNews();
  }
}
