/** One visit at the API: what is asked, what was made, and how often everyone had to wait. */
import { randomBytes } from 'node:crypto';
import type { Probe, ProbeAnswer, ProbeRequest, ProbeResult } from '../../api/probe.js';
import type { Clock } from '../../core/clock.js';
import type { VendorProfile, VendorRecord } from '../../core/vendor-profile.js';
import type { TrialBody } from './bodies.js';
import { toUid, type AnswerJson } from './records.js';

/** A step can't continue; what it looks for stays unknown. */
export class Unanswered extends Error {}

/** Nothing more can be sent. */
export class VisitEnded extends Error {}

/** A customer that doctor made. */
export interface MadeCustomer {
  readonly uid: string;
  /** What was sent in the end, without the fields that were refused. */
  readonly sent: TrialBody;
  /** Fields that the API refused; `address.zipcode.text` means its form. */
  readonly refused: readonly string[];
  /** Fields that were left out to get it accepted, though no message named them. */
  readonly suspected: readonly string[];
}

export interface VisitOptions {
  readonly probe: Probe;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly accountId: string | undefined;
  readonly asset: string;
}

const TRIES = 4;

export interface VisitRequest extends ProbeRequest {
  /** Sent twice, it does what it does once. @default only GET */
  readonly isRepeatable?: boolean;
}

export class Visit {
  /** Part of everything that this visit creates. */
  readonly token = randomBytes(4).toString('hex');
  readonly asset: string;
  readonly accountId: string | undefined;
  mode: VendorProfile['mode'] = 'unknown';
  first: MadeCustomer | undefined;
  second: MadeCustomer | undefined;
  /** Under the wallet, made by this visit. */
  subAccountUid: string | undefined;
  /** The addresses' own filter keeps to `customerId`; undefined: not known. */
  isOwnerFilterKept: boolean | undefined;
  readonly #options: VisitOptions;
  readonly #made = new Map<string, VendorRecord>();
  readonly #throttles: (string | null)[] = [];

  constructor(options: VisitOptions) {
    this.#options = options;
    this.asset = options.asset;
    this.accountId = options.accountId;
  }

  get made(): readonly VendorRecord[] {
    return [...this.#made.values()];
  }

  /** The `Retry-After` of each 429; null: it had none. */
  get throttles(): readonly (string | null)[] {
    return this.#throttles;
  }

  /** A usable answer. Throws `Unanswered` after no answer or a 5xx, `VisitEnded` when stopping. */
  async ask(request: VisitRequest): Promise<ProbeAnswer> {
    const result = await this.send(request);
    if (result.kind === 'failed') throw new Unanswered(`${request.route}: ${result.message}`);
    if (result.status >= 500) throw new Unanswered(`${request.route} was answered ${toSaid(result)}`);
    return result;
  }

  /** Sends a request, and retries it where that is safe or where it did not reach the server. Throws `VisitEnded` when stopping. */
  async send({ isRepeatable, ...request }: VisitRequest): Promise<ProbeResult> {
    const mayRepeat = isRepeatable ?? request.method === 'GET';
    for (let attempt = 1; ; attempt += 1) {
      const result = await this.#options.probe(request);
      if (result.kind === 'failed' && result.stopped) throw new VisitEnded();
      if (result.kind === 'answer') this.#throttles.push(...result.throttles);
      if (attempt >= TRIES || !isWorthRepeating(result, mayRepeat)) return result;
      await this.#pause(attempt);
    }
  }

  note(kind: VendorRecord['kind'], record: AnswerJson, name: string): string {
    const uid = toUid(record);
    if (!this.#made.has(uid)) this.#made.set(uid, { kind, uid, name, isDeleted: false });
    return uid;
  }

  noteDeleted(uid: string): void {
    const record = this.#made.get(uid);
    if (record !== undefined) this.#made.set(uid, { ...record, isDeleted: true });
  }

  async #pause(attempt: number): Promise<void> {
    const { clock, signal } = this.#options;
    try {
      await clock.sleep(250 * 2 ** attempt, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}

function isWorthRepeating(result: ProbeResult, mayRepeat: boolean): boolean {
  if (result.kind === 'failed') return mayRepeat || !result.mayHaveReached;
  return mayRepeat && result.status >= 500;
}

/** `422: email is taken`. */
export function toSaid({ status, message }: ProbeAnswer): string {
  return message === '' ? String(status) : `${status}: ${message}`;
}

export function isGood({ status }: ProbeAnswer): boolean {
  return status >= 200 && status < 300;
}

/** The first customer. Throws `Unanswered` where none could be made. */
export function requireFirst({ first }: Visit): MadeCustomer {
  if (first === undefined) throw new Unanswered('no customer could be made');
  return first;
}
