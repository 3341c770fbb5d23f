/** Server-sent events: news of a review for the windows that are open. Of each type, at most 4 a second; the newest counts. */
import type { ServerResponse } from 'node:http';
import { SECURITY_HEADERS } from './headers.js';
import type { ReviewEvent } from './wire.js';

const MOST_CLIENTS = 8;
const PAUSE_MS = 250;
const ALIVE_MS = 15_000;
/** Characters that a window has not taken yet. One that reads nothing must not fill the memory; it asks again when it is back. */
const MOST_UNREAD = 1_000_000;
/** Kept for a window that was away for a moment. */
const MOST_KEPT = 50;

interface Sent {
  readonly id: number;
  readonly text: string;
}

export class EventHub {
  readonly #clients = new Set<ServerResponse>();
  readonly #waiting = new Map<ReviewEvent['type'], ReviewEvent>();
  readonly #timers = new Map<ReviewEvent['type'], NodeJS.Timeout>();
  readonly #kept: Sent[] = [];
  readonly #alive: NodeJS.Timeout;
  #id = 0;

  constructor() {
    this.#alive = setInterval(() => this.#write(': alive\n\n'), ALIVE_MS);
  }

  /** False: there are too many windows. `lastId`: what the window has seen, after a break. */
  add(response: ServerResponse, lastId: number | undefined): boolean {
    if (this.#clients.size >= MOST_CLIENTS) return false;
    response.writeHead(200, { ...SECURITY_HEADERS, 'Content-Type': 'text/event-stream; charset=utf-8' });
    response.write('retry: 1000\n\n');
    if (lastId !== undefined) for (const { id, text } of this.#kept) if (id > lastId) response.write(text);
    this.#clients.add(response);
    response.on('close', () => this.#clients.delete(response));
    return true;
  }

  tell(event: ReviewEvent): void {
    if (this.#timers.has(event.type)) {
      this.#waiting.set(event.type, this.#merge(event));
      return;
    }
    this.#send(event);
    const timer = setTimeout(() => {
      this.#timers.delete(event.type);
      const next = this.#waiting.get(event.type);
      this.#waiting.delete(event.type);
      if (next !== undefined) this.tell(next);
    }, PAUSE_MS);
    this.#timers.set(event.type, timer);
  }

  /** Tells what waits, and then that the review has ended: no news is later than that. */
  close(): void {
    clearInterval(this.#alive);
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const event of this.#waiting.values()) this.#send(event);
    this.#send({ type: 'done' });
    for (const client of this.#clients) client.end();
  }

  /** Rows that were checked add up; of all else the newest says all. */
  #merge(event: ReviewEvent): ReviewEvent {
    const before = this.#waiting.get(event.type);
    if (event.type !== 'checked' || before?.type !== 'checked') return event;
    const isMany = event.rows.length === 0 || before.rows.length === 0;
    return { ...event, rows: isMany ? [] : [...new Set([...before.rows, ...event.rows])] };
  }

  #send(event: ReviewEvent): void {
    this.#id += 1;
    const text = `id: ${this.#id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
    this.#kept.push({ id: this.#id, text });
    if (this.#kept.length > MOST_KEPT) this.#kept.shift();
    this.#write(text);
  }

  #write(text: string): void {
    for (const client of this.#clients) {
      if (client.writableLength > MOST_UNREAD) client.destroy();
      else client.write(text);
    }
  }
}
