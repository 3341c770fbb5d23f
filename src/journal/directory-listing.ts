/** Which pass over the remote list met which customer; the customers themselves go into the directory. */
import type { RemoteCustomer } from '../core/customer.js';
import { toUidKey } from '../core/match-key.js';
import type { SqlDirectory } from './directory-store.js';
import type { PageGain } from './export-store.js';
import type { SqlFile, Statement } from './open.js';
import { RunInfo } from './run-info.js';
import { LISTING_TABLE } from './schema.js';

interface ListedCustomer {
  readonly uid: string;
  /** Ms since the epoch. */
  readonly createdAt: number | null;
  readonly record: RemoteCustomer;
}

/** What a complete listing needs of a store, for customers only. */
export class DirectoryListing {
  readonly info: RunInfo;
  readonly #file: SqlFile;
  readonly #directory: SqlDirectory;
  readonly #seen: Statement;
  readonly #mark: Statement;

  constructor(file: SqlFile, directory: SqlDirectory) {
    file.exec(LISTING_TABLE);
    this.info = new RunInfo(file);
    this.#file = file;
    this.#directory = directory;
    this.#seen = file.prepare('SELECT seen FROM listing WHERE uid = ?');
    this.#mark = file.prepare('INSERT OR REPLACE INTO listing (uid, seen) VALUES (?, ?)');
  }

  /** Starts over, ignoring everything that an earlier listing met. */
  forget(): void {
    this.#file.transact(() => {
      this.#file.exec('DELETE FROM listing');
      this.info.set('listing:customer', null);
    });
  }

  putPage(
    _kind: string,
    customers: readonly ListedCustomer[],
    pass: number,
    note: (gain: PageGain) => void,
  ): void {
    this.#directory.put(
      customers.map(({ record }) => record),
      true,
    );
    this.#file.transact(() => {
      const added: (number | null)[] = [];
      let repeats = 0;
      for (const { uid, createdAt } of customers) {
        const before = this.#seen.get<{ seen: number }>([uid])?.seen;
        if (before === pass) repeats += 1;
        if (before === undefined) added.push(createdAt);
        this.#mark.run([uid, pass]);
      }
      note({ repeats, added });
    });
  }

  findUnseen(_kind: string, pass: number, limit: number): string[] {
    return this.#file
      .prepare('SELECT uid FROM listing WHERE seen <> ? LIMIT ?')
      .all<{ uid: string }>([pass, limit])
      .map(({ uid }) => uid);
  }

  remove(_kind: string, uid: string): void {
    this.#file.prepare('DELETE FROM listing WHERE uid = ?').run([uid]);
    this.#file.prepare('DELETE FROM directory WHERE uid = ?').run([toUidKey(uid)]);
  }
}
