/** The dry run of a review: an ordinary run of its corrected rows, and what of it a person leaves out. */
import { rmSync } from 'node:fs';
import type { MappingFile } from '../../core/mapping-file.js';
import { BulkError, isBulkError } from '../../core/errors.js';
import { toIso } from '../../core/clock.js';
import type { Summary } from '../../record/summary/summary.js';
import type { Connection, JobDeps } from '../deps.js';
import { importCustomers } from '../import/import.js';
import { toRunFolder } from '../run/find-run.js';
import type { ChangesAnswer, ChangesQuery } from './answers/preview.js';
import { toErrorAnswer } from './error-answer.js';
import { listChanges } from './plan-changes.js';
import { PlanKeeper, type OpenedPlan } from './opened-plan.js';
import { NOTHING_SENT } from './plan-index.js';
import { toEnd, toPlanOptions, type PlanEnd } from './plan-end.js';
import { toPlanHash, toTimeText } from './plan-texts.js';
import { openReviewSource } from './row-sources.js';
import type { PreviewFacts, PreviewStatus, ReviewStore } from './store.js';

export class Preview {
  readonly #store: ReviewStore;
  readonly #id: string;
  #work: { done: number; total: number; readonly abort: AbortController } | undefined;
  #end: PlanEnd | undefined;
  readonly #plan = new PlanKeeper();

  constructor(store: ReviewStore, id: string) {
    this.#store = store;
    this.#id = id;
  }

  get isWorking(): boolean {
    return this.#work !== undefined;
  }

  get facts(): PreviewFacts | undefined {
    return this.#store.info.get('preview');
  }

  stop(): void {
    this.#work?.abort.abort('SIGINT');
  }

  /** Makes the plan of the rows as they are now. Ends when it is there, stopped or failed: the answer says which. */
  async run(map: MappingFile, connection: Connection, deps: JobDeps, onNews: () => void): Promise<void> {
    const options = this.#store.require('options');
    const revision = this.#store.revision;
    const runId = `${this.#id}-plan-${revision}-${deps.clock.now().toString(36)}`;
    const work = { done: 0, total: this.#store.require('source').rows, abort: new AbortController() };
    this.#work = work;
    this.#end = undefined;
    try {
      this.#forget();
      this.#store.info.set('planning', runId);
      const { summary } = await importCustomers(
        {
          path: this.#store.require('source').path,
          open: () => Promise.resolve(openReviewSource(this.#store)),
        },
        toPlanOptions(options, map, runId),
        connection,
        {
          ...deps,
          signal: AbortSignal.any([deps.signal, work.abort.signal]),
          emit: (event) => {
            if (event.type === 'progress' && event.phase === 'matching')
              Object.assign(work, { done: event.done, total: event.total });
            if (event.type === 'progress') onNews();
            deps.emit(event);
          },
        },
      );
      this.#end = toEnd(summary, work.abort.signal.aborted);
      if (this.#end === undefined)
        this.#store.info.set('preview', {
          ...{ run: runId, revision, checkedAt: deps.clock.now(), except: [] },
          requests: summary.requests.total,
        });
      else this.#remove(runId);
    } catch (error) {
      if (!isBulkError(error)) throw error;
      this.#end = work.abort.signal.aborted
        ? { kind: 'stopped' }
        : { kind: 'failed', error: toErrorAnswer(error) };
    } finally {
      this.#work = undefined;
      onNews();
    }
  }

  toAnswer(): PreviewStatus {
    const { facts } = this;
    const done = this.#work?.done ?? 0;
    const total = this.#work?.total ?? 0;
    const base: PreviewStatus = {
      ...{ state: 'none', plan: '', checkedAt: '', done, total, kinds: [], emptiedFields: 0, fields: [] },
      ...{ sending: NOTHING_SENT, leftOut: 0, staleRows: 0 },
    };
    if (this.#work !== undefined) return { ...base, state: 'checking' };
    if (this.#end?.kind === 'failed') return { ...base, state: 'failed', failed: this.#end.error };
    if (this.#end?.kind === 'stopped') return { ...base, state: 'stopped' };
    if (facts === undefined) return base;
    const isStale = facts.revision !== this.#store.revision;
    if (facts.applied !== undefined)
      return { ...facts.applied, state: isStale ? 'stale' : 'ready', plan: '' };
    const opened = this.#plan.tryOpen(this.#reportsDir, facts.run);
    if (isBulkError(opened))
      return { ...base, state: 'failed', failed: { ...toErrorAnswer(opened), remedy: 'Check again.' } };
    const { run, index } = opened;
    const except = new Set(facts.except);
    const plan = (run.get('summary') as Summary | undefined)?.plan ?? undefined;
    return {
      ...base,
      state: isStale ? 'stale' : 'ready',
      plan: isStale ? '' : toPlanHash(facts),
      checkedAt: toIso(facts.checkedAt),
      kinds: index.toKinds(),
      emptiedFields: index.emptiedFields,
      fields: index.toFields(),
      sending: {
        ...index.toSending(except, plan?.requests ?? 0),
        addressKind: this.#store.require('options').asset,
        time: plan === undefined ? '' : toTimeText(plan.minDurationMs ?? plan.durationMs, plan.durationMs),
      },
      leftOut: except.size,
      staleRows: isStale ? this.#store.history.countTouched(facts.revision) : 0,
    };
  }

  toChanges(query: ChangesQuery): ChangesAnswer {
    const { facts } = this;
    if (facts === undefined || this.#work !== undefined) return { total: 0, from: query.from, changes: [] };
    const choice = { except: new Set(facts.except), isApplied: facts.applied !== undefined };
    return listChanges(this.#open(facts.run).index, choice, query);
  }

  /** Throws `edit_conflict` for another plan than the present one, `row_unknown` for a row that sends nothing. */
  choose(plan: string, rows: readonly number[], isChosen: boolean): void {
    const facts = this.assertPlan(plan);
    const { index } = this.#open(facts.run);
    const except = new Set(facts.except);
    for (const row of rows) {
      if (!index.isChoosable(row))
        throw new BulkError('row_unknown', `Row ${row} sends nothing, so it can't be chosen.`);
      if (isChosen) except.delete(row);
      else except.add(row);
    }
    this.#store.info.set('preview', { ...facts, except: [...except].sort((a, b) => a - b) });
  }

  /** Throws `plan_stale` for another plan than the one that is shown now. */
  assertPlan(plan: string): PreviewFacts {
    const { facts } = this;
    if (facts?.applied !== undefined && plan === toPlanHash(facts))
      throw new BulkError('plan_stale', 'The plan was applied already. Nothing was sent.', {
        hint: 'Look at Apply, or check again.',
      });
    if (facts !== undefined && facts.revision === this.#store.revision && plan === toPlanHash(facts))
      return facts;
    throw new BulkError('plan_stale', 'The plan is not the one that was shown. Nothing was sent.', {
      hint: 'Look at the preview, and check again if it asks for it.',
    });
  }

  /** Its run stays, also after later edits. */
  markApplied(applied: PreviewStatus): void {
    const { facts } = this;
    if (facts !== undefined) this.#store.info.set('preview', { ...facts, applied });
  }

  /** Lets the run go, so that it can be applied. */
  release(): void {
    this.#plan.release();
  }

  /** A plan that was never applied is of no use once there is another one. */
  #forget(): void {
    this.release();
    const { facts } = this;
    // Of a review that was killed meanwhile.
    const begun = this.#store.info.get('planning');
    if (begun !== undefined && begun !== facts?.run) this.#remove(begun);
    if (facts === undefined || facts.applied !== undefined) return;
    this.#remove(facts.run);
    this.#store.file.exec(`DELETE FROM run WHERE key = 'preview'`);
  }

  #remove(run: string): void {
    rmSync(toRunFolder(this.#reportsDir, run), { recursive: true, force: true });
  }

  get #reportsDir(): string {
    return this.#store.require('options').reportsDir;
  }

  #open(run: string): OpenedPlan {
    return this.#plan.open(this.#reportsDir, run);
  }
}
