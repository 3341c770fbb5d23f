/**
 * The pace board of the runs on many machines: a table in PostgreSQL, whose clock says how old a report is. The run asks and
 * reports without waiting; what it hears is what came with the last exchange.
 */
import { randomUUID } from 'node:crypto';
import type { KeptLimit, PaceBoard, PaceView, PaceWord, WholeLimit } from '../core/pace-board.js';
import { isLive, STALE_MS, toPaceView, type AgedLimit } from '../core/pace-words.js';
import type { Connection } from '../jobs/deps.js';
import { nameToken } from '../jobs/token-name.js';
import { PaceLink, type HeardWord } from './pace-link.js';

/** Times are those of `performance.now()`. */
interface ToldState {
  readonly closedUntil: number;
  readonly whole: WholeLimit | undefined;
}

/** A closing that moved by less is not worth waking the others. */
const NEWS_MS = 100;

/** A board of the connection's token. It is there even while PostgreSQL is not. Close it after use. */
export async function openPaceBoard(url: string, connection: Connection): Promise<PgPaceBoard> {
  const board = new PgPaceBoard(url, (key) => nameToken(connection, key));
  await board.exchange();
  return board;
}

/**
 * While PostgreSQL is away, a run keeps its share as if all others that it last heard of still sent; and for as long
 * after its return as they may need to report again. No method throws.
 */
export class PgPaceBoard implements PaceBoard {
  readonly where = 'of this queue';
  readonly #url: string;
  readonly #toToken: (key: Uint8Array) => string;
  readonly #member = randomUUID();
  #link: PaceLink | undefined;
  #exchanging: Promise<void> | undefined;
  #isWanted = false;
  #told: ToldState | undefined;
  /** What the others have of it. */
  #published: ToldState | undefined;
  #toKeep: KeptLimit | undefined;
  #kept: { readonly limit: AgedLimit | undefined; readonly at: number } = { limit: undefined, at: 0 };
  #heard: { readonly words: readonly HeardWord[]; readonly at: number } = { words: [], at: 0 };
  #careful: { readonly runs: number; readonly until: number } = { runs: 1, until: 0 };
  #listener: () => void = () => undefined;

  constructor(url: string, toToken: (key: Uint8Array) => string) {
    this.#url = url;
    this.#toToken = toToken;
  }

  /** A run that wants nothing is not on the board. */
  tell({ at, closedUntil, whole, isSending }: PaceWord): void {
    const until = performance.now() + Math.max(0, closedUntil - at);
    this.#told = isSending ? { closedUntil: until, whole } : undefined;
    void this.exchange();
  }

  listen(): PaceView {
    const view = toPaceView(this.#heard.words);
    const now = performance.now();
    const { runs, until } = this.#careful;
    const isLed = this.#heard.words.some((word) => word.isEarlier && isLive(word));
    return {
      ...view,
      // Without the board each searches for itself.
      lead: this.#link === undefined ? undefined : isLed ? 'other' : 'this',
      runs: now < until ? Math.max(view.runs, runs) : view.runs,
      closedForMs: Math.max(0, view.closedForMs - (now - this.#heard.at)),
    };
  }

  onNews(listener: () => void): void {
    this.#listener = listener;
  }

  leave(): void {
    this.#told = undefined;
    void this.exchange();
  }

  keep(limit: KeptLimit): void {
    this.#toKeep = limit;
    this.#kept = { limit: { kept: limit, ageMs: 0 }, at: performance.now() };
    void this.exchange();
  }

  readKept(): AgedLimit | undefined {
    const { limit, at } = this.#kept;
    return limit && { kept: limit.kept, ageMs: limit.ageMs + performance.now() - at };
  }

  /** Reports and hears; one at a time, and once more for what came meanwhile. Each beat of a run asks for it, so that one that failed is repeated. */
  exchange(): Promise<void> {
    this.#isWanted = true;
    this.#exchanging ??= this.#exchangeAll().finally(() => (this.#exchanging = undefined));
    return this.#exchanging;
  }

  /** Its last report is still written. */
  async close(): Promise<void> {
    this.leave();
    await this.#exchanging;
    await this.#link?.close().catch(() => undefined);
  }

  async #exchangeAll(): Promise<void> {
    while (this.#isWanted) {
      this.#isWanted = false;
      try {
        await this.#exchangeOnce((this.#link ??= await this.#connect()));
        this.#listener();
      } catch {
        this.#lose();
        return;
      }
    }
  }

  async #exchangeOnce(link: PaceLink): Promise<void> {
    const told = this.#told;
    if (told !== undefined) await link.tell(toReport(told), isNews(told, this.#published));
    else if (this.#published !== undefined) await link.leave();
    this.#published = told;
    const limit = this.#toKeep;
    if (limit !== undefined) await link.keep(limit);
    if (this.#toKeep === limit) this.#toKeep = undefined;
    this.#heard = { words: await link.hear(), at: performance.now() };
  }

  async #connect(): Promise<PaceLink> {
    const parts = { url: this.#url, member: this.#member, toToken: this.#toToken };
    const link: PaceLink = await PaceLink.open({
      ...parts,
      onNews: () => void this.exchange(),
      onLost: (lost) => {
        if (this.#link === lost) this.#lose();
      },
    });
    this.#link = link;
    const limit = await link.readKept();
    this.#kept = this.#toKeep === undefined ? { limit, at: performance.now() } : this.#kept;
    // The others may need as long to be back.
    this.#careful = { ...this.#careful, until: performance.now() + STALE_MS };
    return link;
  }

  #lose(): void {
    const link = this.#link;
    this.#careful = { runs: this.listen().runs, until: Infinity };
    this.#link = undefined;
    this.#published = undefined;
    void link?.close().catch(() => undefined);
  }
}

function toReport({ closedUntil, whole }: ToldState): {
  readonly closedForMs: number;
  readonly whole: WholeLimit | undefined;
} {
  return { closedForMs: Math.max(0, closedUntil - performance.now()), whole };
}

function isNews(told: ToldState, before: ToldState | undefined): boolean {
  if (before === undefined) return true;
  const isLonger = told.closedUntil - before.closedUntil > NEWS_MS && told.closedUntil > performance.now();
  return isLonger || JSON.stringify(told.whole) !== JSON.stringify(before.whole);
}
