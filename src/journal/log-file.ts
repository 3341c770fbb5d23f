/** The write-ahead log of a journal, for flushing; `open.ts` says why that makes commits durable. */
import { closeSync, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';

const flushToDisk = promisify(fdatasync);

export class LogFile {
  readonly #path: string;
  #descriptor: number | undefined;
  #flushes = 0;
  #isClosed = false;

  constructor(path: string) {
    this.#path = path;
  }

  async sync(): Promise<void> {
    // Opened for writing, because some systems require that for a flush.
    this.#descriptor ??= openSync(this.#path, 'r+');
    this.#flushes += 1;
    try {
      await flushToDisk(this.#descriptor);
    } finally {
      this.#flushes -= 1;
      if (this.#isClosed) this.close();
    }
  }

  /** At once, or when the current flush has ended. */
  close(): void {
    this.#isClosed = true;
    if (this.#flushes > 0 || this.#descriptor === undefined) return;
    closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}
