/** The updates that were decided, by row. */
import type { Plan } from '../core/journal-port.js';
import type { GroupCommit } from './group-commit.js';
import type { SqlFile } from './open.js';
import { toPlan, type PlanRecord } from './rows.js';

export class Plans {
  readonly #read;
  readonly #write;
  readonly #commits: GroupCommit;
  /** Plans that are not committed yet. */
  readonly #fresh = new Map<number, Plan>();

  constructor(file: SqlFile, commits: GroupCommit) {
    this.#commits = commits;
    this.#read = file.prepare('SELECT remote, body, changes, answered FROM plans WHERE row = ?');
    this.#write = file.prepare(
      'INSERT OR REPLACE INTO plans (row, remote, body, changes, answered) VALUES (?, ?, ?, ?, ?)',
    );
  }

  get(rowNumber: number): Plan | undefined {
    const fresh = this.#fresh.get(rowNumber);
    if (fresh) return fresh;
    const found = this.#read.get<PlanRecord>([rowNumber]);
    if (!found) return undefined;
    return toPlan(found);
  }

  /** On disk with the next commit, at the latest with the row's move. */
  put(rowNumber: number, plan: Plan): void {
    this.#fresh.set(rowNumber, plan);
    const written = this.#commits.write(() => this.apply(rowNumber, plan));
    // The move that follows reports a failure.
    written
      .then(() => {
        if (this.#fresh.get(rowNumber) === plan) this.#fresh.delete(rowNumber);
      })
      .catch(() => undefined);
  }

  /** Writes at once; must run within a transaction. */
  apply(rowNumber: number, { remote, body, changes, answered }: Plan): void {
    const texts = [remote, body, changes].map((part) => JSON.stringify(part));
    this.#write.run([rowNumber, ...texts, answered === undefined ? null : JSON.stringify(answered)]);
  }
}
