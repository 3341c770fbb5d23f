/**
 * Look-ups that callers share. A call during a look-up gets the next one, together with all other waiting calls: the
 * current one may already have passed the place where their record would be.
 */
export class SharedLook<T> {
  readonly #read: () => Promise<T>;
  #running: Promise<T> | undefined;
  #next: Promise<T> | undefined;

  constructor(read: () => Promise<T>) {
    this.#read = read;
  }

  look(): Promise<T> {
    const running = this.#running;
    if (running === undefined) return this.#start();
    this.#next ??= running
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        return this.#start();
      });
    return this.#next;
  }

  #start(): Promise<T> {
    const look = this.#read().finally(() => {
      if (this.#running === look) this.#running = undefined;
    });
    this.#running = look;
    return look;
  }
}
