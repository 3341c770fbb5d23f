/** The wallet, and the sub-account if there is one, for a row's address. */
import type { LiveRow } from '../core/journal-port.js';
import type { SendOptions } from './options.js';

/** The part of the context that determines the place. */
interface WithOptions {
  readonly options: Pick<SendOptions, 'accountId' | 'subAccountId'>;
}

export interface Place {
  readonly kind: 'wallet' | 'sub_account';
  readonly accountId: string;
  readonly subAccountId: string | undefined;
  /** Distinguishes it from every other place. */
  readonly key: string;
  /** The sub-account was created for this customer alone. */
  readonly isOwn: boolean;
}

export function toPlace(row: LiveRow, context: WithOptions): Place {
  const accountId = toAccountId(context);
  const subAccountId = toSubAccountId(row, context);
  const isOwn = row.subAccountUid !== '' && row.wish.subAccountId === undefined;
  return {
    kind: subAccountId === undefined ? 'wallet' : 'sub_account',
    accountId,
    subAccountId,
    key: subAccountId === undefined ? accountId : `${accountId}/${subAccountId}`,
    isOwn,
  };
}

/** Ids are UUIDs, which differ in case only by accident. */
export function isSameId(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

export function toAccountId({ options }: WithOptions): string {
  if (options.accountId === undefined) throw new Error('An address is wanted without an account.');
  return options.accountId;
}

export function toSubAccountId(row: LiveRow, { options }: WithOptions): string | undefined {
  if (row.wish.subAccountId !== undefined) return row.wish.subAccountId;
  return row.subAccountUid === '' ? options.subAccountId : row.subAccountUid;
}
