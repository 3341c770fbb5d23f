/** Requests of the program, a file for each test file, a line of JSON for each request. */
import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SeenRequest } from './checker.js';

/** The variable that names the folder of recordings. Without it, nothing is recorded. */
export const RECORDINGS_VARIABLE = 'BITPOWR_BULK_TEST_RECORDINGS';

/** Collects requests and appends them to a file now and then. */
export class Recording {
  readonly #path: string;
  #lines: string[] = [];

  constructor(path: string) {
    this.#path = path;
  }

  add(request: SeenRequest): void {
    this.#lines.push(`${JSON.stringify(request)}\n`);
    if (this.#lines.length >= 1000) this.flush();
  }

  flush(): void {
    if (this.#lines.length > 0) appendFileSync(this.#path, this.#lines.join(''));
    this.#lines = [];
  }
}

export function* readRecordings(folder: string): Generator<SeenRequest> {
  for (const name of readdirSync(folder).sort()) {
    for (const line of readFileSync(join(folder, name), 'utf8').split('\n')) {
      if (line !== '') yield JSON.parse(line) as SeenRequest;
    }
  }
}
