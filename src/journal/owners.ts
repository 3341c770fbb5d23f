/** Which row has which address or customer. */
import type { SqlFile } from './open.js';
import { REMOTE_UID_INDEX } from './schema.js';

/** What a row says of its address. */
export interface WrittenRow {
  readonly rowNumber: number;
  /** Of the customer. */
  readonly uid: string;
  readonly address: string;
  readonly addressUid: string;
}

export class Owners {
  readonly #file: SqlFile;
  readonly #byAddress;
  readonly #byUid;
  readonly #written;
  readonly #writtenOfRow;
  readonly #unsettled;
  #isUidIndexed = false;
  /** Addresses whose move is not committed yet, by address. */
  readonly #fresh = new Map<string, number>();

  constructor(file: SqlFile) {
    this.#file = file;
    this.#byAddress = file.prepare(`SELECT row FROM rows WHERE address = ? AND address <> '' LIMIT 1`);
    const written = `SELECT row AS rowNumber, uid, address, address_uid AS addressUid FROM rows WHERE state = 'done'`;
    this.#written = file.prepare(`${written} AND address = ? AND address <> '' LIMIT 1`);
    this.#writtenOfRow = file.prepare(`${written} AND row = ? AND address <> ''`);
    this.#byUid = file.prepare(`SELECT row FROM rows WHERE uid = ? AND uid <> '' LIMIT 1`);
    this.#unsettled = file.prepare(
      `SELECT count(*) AS count FROM rows WHERE key_email = ? AND row <> ? AND uid = ''
         AND state IN ('sending_create', 'in_doubt')`,
    );
  }

  /** Remembers an address until `forget`, so that a query need not wait for the commit. */
  note(address: string, row: number): void {
    if (address !== '') this.#fresh.set(address, row);
  }

  forget(address: string): void {
    this.#fresh.delete(address);
  }

  findByAddress(address: string): number | undefined {
    return this.#fresh.get(address) ?? this.#byAddress.get<{ row: number }>([address])?.row;
  }

  /** What a row that is done says of its address: the row with this text, among committed rows. */
  findWritten(address: string): WrittenRow | undefined {
    return this.#written.get<WrittenRow>([address]);
  }

  /** The same of a row by its number. */
  readWritten(rowNumber: number): WrittenRow | undefined {
    return this.#writtenOfRow.get<WrittenRow>([rowNumber]);
  }

  /** Searches committed rows only. */
  findByUid(uid: string): number | undefined {
    if (!this.#isUidIndexed) this.#file.exec(REMOTE_UID_INDEX);
    this.#isUidIndexed = true;
    return this.#byUid.get<{ row: number }>([uid])?.row;
  }

  /** Other committed rows with this email whose create is in flight or in doubt. */
  countUnsettled(emailKey: string, exceptRow: number): number {
    return this.#unsettled.get<{ count: number }>([emailKey, exceptRow])?.count ?? 0;
  }
}
