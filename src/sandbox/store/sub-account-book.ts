import type { SubAccount } from './records.js';

/** The sub-accounts of one organisation and mode, in creation order. */
export class SubAccountBook {
  readonly all: SubAccount[] = [];
  readonly #byUid = new Map<string, SubAccount>();
  readonly #byExternalId = new Map<string, SubAccount>();
  readonly #byAccount = new Map<string, SubAccount[]>();

  add(subAccount: SubAccount): void {
    this.all.push(subAccount);
    this.#byUid.set(subAccount.uid, subAccount);
    this.#byExternalId.set(subAccount.externalId, subAccount);
    const siblings = this.#byAccount.get(subAccount.accountId);
    if (siblings === undefined) this.#byAccount.set(subAccount.accountId, [subAccount]);
    else siblings.push(subAccount);
  }

  /** The sub-account, if it belongs to this wallet. */
  find(accountId: string, uid: string): SubAccount | undefined {
    const found = this.#byUid.get(uid);
    return found?.accountId === accountId ? found : undefined;
  }

  findByExternalId(externalId: string): SubAccount | undefined {
    return this.#byExternalId.get(externalId);
  }

  ofAccount(accountId: string): readonly SubAccount[] {
    return this.#byAccount.get(accountId) ?? [];
  }
}
