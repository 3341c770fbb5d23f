/**
 * Lets one row work alone until the server has shown how it answers; then all of them in parallel. If a server does not
 * keep the key of new customers, the next run would create everyone a second time; so no second customer is created before
 * that is known.
 */
export class FirstAlone<Key extends string> {
  readonly #shown = new Set<Key>();
  readonly #waiting: (() => void)[] = [];
  #isBusy = false;
  #isOver = false;

  /** The server has shown that it keeps the key. */
  show(key: Key): void {
    this.#shown.add(key);
    this.#wakeAll();
  }

  hasShown(key: Key): boolean {
    return this.#shown.has(key);
  }

  /**
   * Does the work, alone while it is unknown whether the key is kept. Undefined, without doing anything, once a call threw
   * or ended in a way that leaves the question open for good.
   */
  async run<T>(
    key: Key,
    work: () => Promise<T>,
    isOpenEnd: (end: T) => boolean = () => false,
  ): Promise<T | undefined> {
    while (!this.#shown.has(key) && this.#isBusy) await new Promise<void>((wake) => this.#waiting.push(wake));
    if (this.#shown.has(key)) return work();
    if (this.#isOver) return undefined;
    this.#isBusy = true;
    try {
      const end = await work();
      if (isOpenEnd(end)) this.#isOver = true;
      return end;
    } catch (error) {
      this.#isOver = true;
      throw error;
    } finally {
      this.#isBusy = false;
      this.#wakeAll();
    }
  }

  #wakeAll(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
