/** Facts about the run itself, by name: its options, source, account, times. JSON values. */
import type { SqlFile } from './open.js';

/** `Facts`: the type of each value, which is trusted as written. */
export class RunInfo<Facts extends object = Readonly<Record<string, unknown>>> {
  readonly #read;
  readonly #write;

  constructor(file: SqlFile) {
    this.#read = file.prepare('SELECT value FROM run WHERE key = ?');
    this.#write = file.prepare('INSERT OR REPLACE INTO run (key, value) VALUES (?, ?)');
  }

  /** Undefined if it is not set. */
  get<Key extends keyof Facts & string>(key: Key): Facts[Key] | undefined {
    const found = this.#read.get<{ value: string }>([key]);
    return found === undefined ? undefined : (JSON.parse(found.value) as Facts[Key]);
  }

  set<Key extends keyof Facts & string>(key: Key, value: Facts[Key]): void {
    this.#write.run([key, JSON.stringify(value)]);
  }
}
