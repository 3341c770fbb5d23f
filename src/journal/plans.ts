/** The updates that were decided, by row. */
import type { Plan } from '../core/journal-port.js';
import type { SqlFile } from './open.js';

interface PlanRecord {
  readonly remote: string;
  readonly body: string;
  readonly changes: string;
}

export class Plans {
  readonly #read;
  readonly #write;

  constructor(file: SqlFile) {
    this.#read = file.prepare('SELECT remote, body, changes FROM plans WHERE row = ?');
    this.#write = file.prepare(
      'INSERT OR REPLACE INTO plans (row, remote, body, changes) VALUES (?, ?, ?, ?)',
    );
  }

  get(rowNumber: number): Plan | undefined {
    const found = this.#read.get<PlanRecord>([rowNumber]);
    if (!found) return undefined;
    return {
      remote: JSON.parse(found.remote) as Plan['remote'],
      body: JSON.parse(found.body) as Plan['body'],
      changes: JSON.parse(found.changes) as Plan['changes'],
    };
  }

  put(rowNumber: number, { remote, body, changes }: Plan): void {
    this.#write.run([rowNumber, JSON.stringify(remote), JSON.stringify(body), JSON.stringify(changes)]);
  }
}
