/** Facts about the run itself, by name: its options, source, account, times. JSON values. */
import type { SqlFile } from './open.js';

export class RunInfo {
  readonly #read;
  readonly #write;

  constructor(file: SqlFile) {
    this.#read = file.prepare('SELECT value FROM run WHERE key = ?');
    this.#write = file.prepare('INSERT OR REPLACE INTO run (key, value) VALUES (?, ?)');
  }

  /** The value as it was written; undefined where there is none. The caller knows its shape. */
  get(key: string): unknown {
    const found = this.#read.get<{ value: string }>([key]);
    return found === undefined ? undefined : JSON.parse(found.value);
  }

  set(key: string, value: unknown): void {
    this.#write.run([key, JSON.stringify(value)]);
  }
}
