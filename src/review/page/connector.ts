/** Keeps the page connected: events of the server, and tries again when it is gone. */
import type { ReviewEvent, StateAnswer } from '../wire.js';
import { toRetryMs } from './fix/outbox.js';
import { call, isLocked } from './net/call.js';
import type { Observable } from './observable.js';

/** `gone`: no answer. `locked`: the server does not know this window, for example after a restart. */
export interface Trouble {
  readonly kind: 'gone' | 'locked';
  /** When the page tries again; ms of `Date.now()`. */
  readonly nextTryAt: number;
}

interface ToldEvent {
  readonly tell: (event: ReviewEvent) => void;
  readonly back: (state: StateAnswer, wasGone: boolean) => void;
}

/** A server that is away for less than this is not worth a word. */
const QUIET_MS = 2000;

const EVENTS = ['state', 'checked', 'progress', 'preview', 'apply', 'done'] as const;

export class Connector {
  readonly #trouble: Observable<Trouble | undefined>;
  readonly #told: ToldEvent;
  #events: EventSource | undefined;
  #lostAt: number | undefined;
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(trouble: Observable<Trouble | undefined>, told: ToldEvent) {
    this.#trouble = trouble;
    this.#told = told;
  }

  start(): void {
    void this.#connect();
  }

  tryNow(): void {
    clearTimeout(this.#timer);
    void this.#connect();
  }

  /** The server gave no answer. */
  lose(): void {
    if (this.#lostAt !== undefined) return;
    this.#lostAt = Date.now();
    this.#tries = 0;
    this.#events?.close();
    this.#plan('gone');
  }

  /** The server refuses this window. */
  shutOut(): void {
    this.#lostAt ??= Date.now();
    this.#events?.close();
    this.#plan('locked');
  }

  #plan(kind: Trouble['kind']): void {
    clearTimeout(this.#timer);
    const pauseMs = toRetryMs(this.#tries);
    this.#tries += 1;
    const trouble: Trouble = { kind, nextTryAt: Date.now() + pauseMs };
    const quietMs = Math.max(0, (this.#lostAt ?? 0) + QUIET_MS - Date.now());
    if (kind === 'locked' || quietMs === 0) this.#trouble.set(trouble);
    this.#timer = setTimeout(() => void this.#connect(), pauseMs);
  }

  /** First it listens, then it asks how things are: no news is lost between the two. */
  async #connect(): Promise<void> {
    const isHeard = await this.#listen();
    const reply = await call<StateAnswer>('/api/state');
    if (reply.kind !== 'answer') {
      this.#lostAt ??= Date.now();
      this.#events?.close();
      this.#plan(isLocked(reply) ? 'locked' : 'gone');
      return;
    }
    const wasGone = this.#lostAt !== undefined;
    this.#lostAt = undefined;
    this.#tries = 0;
    this.#trouble.set(undefined);
    this.#told.back(reply.answer, wasGone);
    if (!isHeard()) this.lose();
  }

  /** Resolves once the server tells its news, or does not; the answer says whether it does. */
  async #listen(): Promise<() => boolean> {
    this.#events?.close();
    const events = new EventSource('/api/events');
    this.#events = events;
    for (const name of EVENTS)
      events.addEventListener(name, ({ data }: MessageEvent<string>) =>
        this.#told.tell(JSON.parse(data) as ReviewEvent),
      );
    await new Promise((resolve) => {
      events.onopen = resolve;
      events.onerror = resolve;
    });
    events.onerror = () => {
      if (this.#events === events) this.lose();
    };
    return () => events.readyState === EventSource.OPEN;
  }
}
