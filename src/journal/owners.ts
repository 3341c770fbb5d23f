/** Which row has which address, customer and sub-account: by the address's text, and by uid. */
import type { RemoteAddress } from '../core/api-port.js';
import type { ClaimKind, LiveRow } from '../core/journal-port.js';
import { toRowKeys, toUidKey } from '../core/match-key.js';
import { Claims } from './claims.js';
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

/** What an address says of its customer. */
export type NamedAddress = Pick<RemoteAddress, 'customerId' | 'label'>;

export class Owners {
  readonly #file: SqlFile;
  readonly #byAddress;
  readonly #byUid;
  readonly #written;
  readonly #writtenOfRow;
  readonly #unsettled;
  readonly #byKey;
  readonly #claims: Readonly<Record<ClaimKind, Claims>>;
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
    this.#byKey = file.prepare('SELECT row FROM rows WHERE key_external_id = ? OR key_email = ? LIMIT 1');
    this.#claims = {
      customer: new Claims(file, 'uid'),
      address: new Claims(file, 'address_uid'),
      sub_account: new Claims(file, 'sub_account_uid'),
    };
  }

  /** Remembers the address of a row until `forget`, so that a query need not wait for the commit. */
  note({ address, rowNumber }: LiveRow): void {
    if (address !== '') this.#fresh.set(address, rowNumber);
  }

  /** The row is committed, so that the file has what it owns. */
  forget({ address, uid, addressUid, subAccountUid }: LiveRow): void {
    this.#fresh.delete(address);
    this.#claims.customer.forget(uid);
    this.#claims.address.forget(addressUid);
    this.#claims.sub_account.forget(subAccountUid);
  }

  /** The other row that has the record with this uid; undefined: it now belongs to this row. */
  claim(kind: ClaimKind, uid: string, rowNumber: number): number | undefined {
    return this.#claims[kind].claim(uid, rowNumber);
  }

  findByAddress(address: string): number | undefined {
    return this.#fresh.get(address) ?? this.#byAddress.get<{ row: number }>([address])?.row;
  }

  /** Committed rows that are done and have this address, by its text or by its uid: usually one row. */
  findWritten({ address, uid }: { readonly address: string; readonly uid: string }): WrittenRow[] {
    const byText = this.#written.get<WrittenRow>([address]);
    // A uid belongs to one row.
    if (byText !== undefined && toUidKey(byText.addressUid) === toUidKey(uid)) return [byText];
    const rowByUid = this.#claims.address.find(uid);
    const isOther = rowByUid !== undefined && rowByUid !== byText?.rowNumber;
    const byUid = isOther ? this.#writtenOfRow.get<WrittenRow>([rowByUid]) : undefined;
    return [byText, byUid].filter((row) => row !== undefined);
  }

  /** The row whose customer an address names: as its owner or, if it names none, by a key that is its label. */
  findNamed({ customerId, label }: NamedAddress): number | undefined {
    if (customerId !== null) return this.#claims.customer.find(customerId);
    if (label === null) return undefined;
    const { externalId = null, email = null } = toRowKeys({ externalId: label, email: label });
    return this.#byKey.get<{ row: number }>([externalId, email])?.row ?? this.#claims.customer.find(label);
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
