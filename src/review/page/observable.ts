/** A value that components follow. */
import { useEffect, useState } from 'preact/hooks';
import type { Ordered } from '../wire.js';

export class Observable<T> {
  #value: T;
  readonly #followers = new Set<(value: T) => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const tell of [...this.#followers]) tell(value);
  }

  /** Returns the way to stop following. */
  follow(tell: (value: T) => void): () => void {
    this.#followers.add(tell);
    return () => this.#followers.delete(tell);
  }
}

/** The newest of what a server says of one thing: an older answer that comes late is not taken. */
export class Newest<T extends Ordered> extends Observable<T | undefined> {
  #order = 0;

  override set(value: T): void {
    if (value.order <= this.#order) return;
    this.#order = value.order;
    super.set(value);
  }

  /** What comes next is of another server, which counts from 1 again. */
  expire(): void {
    this.#order = 0;
  }
}

/** The value, drawn again at each change. */
export function useValue<T>(observable: Observable<T>): T {
  const [value, setValue] = useState(observable.value);
  useEffect(() => {
    setValue(() => observable.value);
    return observable.follow((next) => setValue(() => next));
  }, [observable]);
  return value;
}
