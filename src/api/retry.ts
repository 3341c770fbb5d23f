/** Retries what may be retried, and converts the final result to the port's types. */
import type { ReadResult, WriteResult } from '../core/api-port.js';
import type { Clock } from '../core/clock.js';
import type { FoundRecord, ReadAnswer } from './answer-body.js';
import { toBackoffMs, type BackoffOptions } from './backoff.js';
import type { RequestKind } from './classify.js';
import { toStatusText } from './error-message.js';
import { toAnsweredAt, type Answer } from './exchange.js';
import { judge, type Judged } from './judge.js';
import { toRefusal } from './refusal.js';
import { toRetryAfterMs } from './retry-after.js';
import type { NamedRequest, Sender } from './sender.js';

export interface RetryOptions {
  readonly sender: Sender;
  readonly clock: Clock;
  /** Once aborted, waits end and nothing more is sent. */
  readonly stopping: AbortSignal;
  /** Maximum tries. */
  readonly maxAttempts: number;
  readonly backoff: BackoffOptions;
  /** Removes secrets from what servers say. */
  readonly redact: (text: string) => string;
}

/** A server's Retry-After (503) is believed up to this. */
const MAX_BELIEVED_MS = 60_000;

const STOPPED = 'The run is stopping; the request was not sent.';

/** Reads and writes with retries. */
export class Retrier {
  readonly #options: RetryOptions;

  constructor(options: RetryOptions) {
    this.#options = options;
  }

  /**
   * A request that changes something: retried only if it certainly did not reach the server. `read` finds the record in the
   * answer. Throws `credential_rejected`, `blocked_before_api`.
   */
  async write<T>(request: NamedRequest, read: ReadAnswer<T>): Promise<WriteResult<T>> {
    for (let attempt = 1; ; attempt += 1) {
      const sent = await this.#options.sender.send(request, attempt > 1);
      const tried = this.#judge('write', request, sent);
      if (tried === undefined) return { kind: 'not_sent', message: STOPPED, stopped: true };
      // The look-up of what became of it should not come earlier than the server asks.
      if (tried.verdict === 'unknown_effect' && this.#toSaidMs(tried) > 0) await this.#wait(attempt, tried);
      if (tried.verdict !== 'unreached') return toWriteResult(request, tried, read);
      const stopped = this.#options.stopping.aborted;
      if (stopped || this.#isLast(attempt, tried))
        return { kind: 'not_sent', message: tried.message, stopped };
      await this.#wait(attempt, tried);
    }
  }

  /** A request that only reads: retried after every error that may be temporary. Throws `credential_rejected`, `blocked_before_api`. */
  async read<T>(request: NamedRequest, read: ReadAnswer<T>): Promise<ReadResult<T>> {
    let last: Judged | undefined;
    for (let attempt = 1; ; attempt += 1) {
      const sent = await this.#options.sender.send(request, attempt > 1);
      const tried = this.#judge('read', request, sent);
      if (tried === undefined) return toUnavailable(last, true);
      const result = toReadResult(request, tried, read);
      if (result !== undefined) return result;
      const stopped = this.#options.stopping.aborted;
      if (stopped || this.#isLast(attempt, tried)) return toUnavailable(tried, stopped);
      last = tried;
      await this.#wait(attempt, tried);
    }
  }

  /** What came of one try; undefined if it could not be sent because everything is stopping. */
  #judge(
    kind: RequestKind,
    request: NamedRequest,
    result: Awaited<ReturnType<Sender['send']>>,
  ): Judged | undefined {
    if (result.kind === 'stopped') return undefined;
    const judged = judge(kind, result, this.#options.redact);
    if (judged.verdict !== 'credential') return judged;
    const { answer } = judged;
    const refusal = answer && toRefusal(request.route, answer, judged.message);
    const isOfRequest = request.mayBeForbidden === true && judged.httpStatus === 403;
    if (isOfRequest && refusal?.code !== 'blocked_before_api') return { ...judged, verdict: 'rejected' };
    throw refusal ?? new Error(`A refusal of ${request.route} without an answer.`);
  }

  #isLast(attempt: number, tried: Judged): boolean {
    return tried.isLasting || attempt >= this.#options.maxAttempts;
  }

  /** How long the server asks to wait, as far as it is believed; 0 if it does not say. */
  #toSaidMs({ answer }: Judged): number {
    const saidMs = answer === undefined ? undefined : toRetryAfterMs(answer, this.#options.clock.now());
    return Math.min(MAX_BELIEVED_MS, saidMs ?? 0);
  }

  /** Waits before the next try; ends immediately when stopping, and the next try then finds the gate shut. */
  async #wait(attempt: number, tried: Judged): Promise<void> {
    const { clock, stopping, backoff } = this.#options;
    try {
      await clock.sleep(Math.max(this.#toSaidMs(tried), toBackoffMs(attempt, backoff)), stopping);
    } catch (error) {
      if (!stopping.aborted) throw error;
    }
  }
}

function toWriteResult<T>(request: NamedRequest, tried: Judged, read: ReadAnswer<T>): WriteResult<T> {
  const { verdict, httpStatus, message, answer } = tried;
  if (answer === undefined) return { kind: 'unknown_effect', httpStatus, message };
  const { status } = answer;
  if (verdict === 'ok') {
    const found = read(tried.json, answer);
    if (found.kind === 'missing') {
      return { kind: 'accepted', httpStatus: status, message: toProblem(request, answer, found) };
    }
    return { kind: 'ok', value: found.value, httpStatus: status, answeredAt: toAnsweredAt(answer) };
  }
  if (verdict === 'accepted') return { kind: 'accepted', httpStatus: status, message };
  const isRefusal = verdict === 'exists' || verdict === 'rejected' || verdict === 'not_found';
  // Nothing else ends a write (a 429 is retried in the sender, `credential` was thrown); unknown_effect would do no harm.
  return { kind: isRefusal ? verdict : 'unknown_effect', httpStatus: status, message };
}

/** The result, unless a retry may give a better one. */
function toReadResult<T>(
  request: NamedRequest,
  tried: Judged,
  read: ReadAnswer<T>,
): ReadResult<T> | undefined {
  const { verdict, message, answer } = tried;
  if (answer === undefined) return undefined;
  const { status } = answer;
  if (verdict === 'rejected' || verdict === 'not_found')
    return { kind: verdict, httpStatus: status, message };
  if (verdict !== 'ok') return undefined;
  const found = read(tried.json, answer);
  if (found.kind === 'missing') {
    return { kind: 'rejected', httpStatus: status, message: toProblem(request, answer, found) };
  }
  return { kind: 'ok', value: found.value, httpStatus: status };
}

function toUnavailable<T>(tried: Judged | undefined, stopped: boolean): ReadResult<T> {
  return { kind: 'unavailable', httpStatus: tried?.httpStatus, message: tried?.message ?? STOPPED, stopped };
}

function toProblem(
  request: NamedRequest,
  answer: Answer,
  found: FoundRecord<never> & { kind: 'missing' },
): string {
  return `${request.route} was answered ${toStatusText(answer.status)}, but ${found.problem}.`;
}
