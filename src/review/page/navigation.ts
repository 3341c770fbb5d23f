/** The address of the page, and where it leads. */
import type { ReviewStep } from '../wire.js';
import { Observable } from './observable.js';
import { NO_FILTER, parseRoute, toAddress, type PageRoute } from './route.js';

export class Navigation {
  readonly route = new Observable(parseRoute(location.pathname, location.search));
  readonly #hasToDo: () => boolean;

  constructor(hasToDo: () => boolean) {
    this.#hasToDo = hasToDo;
  }

  start(): void {
    addEventListener('popstate', () => this.route.set(parseRoute(location.pathname, location.search)));
  }

  /** A new address: back leads to the old one. */
  go(route: Partial<PageRoute>): void {
    this.#move({ ...this.route.value, row: undefined, at: undefined, ...route }, 'push');
  }

  /** Fix opens with what is to do, if there is something. */
  enter(step: ReviewStep): void {
    const show = step === 'fix' && this.#hasToDo() ? 'todo' : 'all';
    this.go({ step, filter: { ...NO_FILTER, show } });
  }

  /** The cursor moves without a trace in the history. */
  point(row: number, at: number): void {
    const old = this.route.value;
    if (old.row !== row || old.at !== at) this.#move({ ...old, row, at }, 'replace');
  }

  #move(route: PageRoute, how: 'push' | 'replace'): void {
    const address = toAddress(route);
    if (how === 'push') history.pushState(null, '', address);
    else history.replaceState(null, '', address);
    this.route.set(route);
  }
}
