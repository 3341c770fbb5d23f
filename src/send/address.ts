/** The address's part of a row: look, ask, check. */
import type { AddressQuery, RemoteAddress, WriteResult } from '../core/api-port.js';
import type { Code } from '../core/codes.js';
import type { LiveRow } from '../core/journal-port.js';
import type { AddressStatus, RowState } from '../core/types.js';
import { checkAddress } from './address-check.js';
import { toLabel } from './address-label.js';
import {
  left,
  MAX_TRIES,
  moved,
  pause,
  type RowSession,
  type SendContext,
  type StepResult,
} from './context.js';
import { sendGuarded } from './guarded.js';

type Look =
  | { readonly kind: 'found'; readonly address: RemoteAddress }
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'unavailable';
      readonly message: string;
      readonly stopped: boolean;
      readonly isRefused: boolean;
    };

/**
 * Brings the row its address. There is no uniqueness of any kind on addresses, so one is asked for only after a look
 * showed none; the look is spared when this run has just made the customer and has not asked before.
 */
export async function provisionAddress(
  row: LiveRow,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const isFresh = session.madeCustomer && row.addressTriedAt === undefined;
  if (!isFresh) {
    const look = await lookForAddress(row, context);
    if (look.kind === 'found') return takeAddress(row, look.address, 'existing', row.httpStatus, context);
    if (look.kind === 'unavailable') return endLook(row, look, session, context);
  }
  const { options } = context;
  const subAccountId = toSubAccountId(row, context);
  if (options.subAccountPerCustomer && subAccountId === undefined)
    return makeSubAccount(row, session, context);
  return requestAddress(row, subAccountId, session, context);
}

async function requestAddress(
  row: LiveRow,
  subAccountId: string | undefined,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const { api, clock, journal, options } = context;
  const accountId = toAccountId(context);
  const body = {
    label: toLabel(options.addressLabel, row),
    asset: options.asset,
    customerId: row.uid,
    addressType: options.addressType,
  };
  const back = row.state;
  const addressTriedAt = row.addressTriedAt ?? clock.now();
  const begin = { kind: 'begin', step: 'address', body } as const;
  const sending = await journal.move(row, 'sending_address', { addressTriedAt, doubt: '' }, begin);
  const result = await sendGuarded(
    () => api.createAddress(accountId, subAccountId, body),
    sending,
    back,
    context,
  );
  if (result.kind === 'ok') return takeAddress(sending, result.value, 'created', result.httpStatus, context);
  return endUnwell(sending, result, 'address', back, session, context);
}

/** Checks the address and writes it down; a bad one is never written. */
async function takeAddress(
  row: LiveRow,
  found: RemoteAddress,
  status: Exclude<AddressStatus, 'failed'>,
  httpStatus: number | undefined,
  context: SendContext,
): Promise<StepResult> {
  const { journal, mode, options } = context;
  const fault =
    (await checkAddress(found, { asset: options.asset, mode })) ?? findOtherOwner(row, found, context);
  if (fault !== undefined) return failAddress(row, 'address_invalid', fault, httpStatus, context);
  const patch = {
    addressStatus: status,
    address: found.address,
    addressUid: found.uid,
    httpStatus,
    doubt: '',
    errorCode: '',
    error: '',
  } as const;
  return moved(await journal.move(row, 'done', patch, toNote(row, httpStatus, `address ${status}`, '')));
}

function findOtherOwner(row: LiveRow, found: RemoteAddress, { journal }: SendContext): string | undefined {
  if (found.customerId !== null && found.customerId.toLowerCase() !== row.uid.toLowerCase()) {
    return 'The address that came back belongs to another customer.';
  }
  const other = journal.findRowWithAddress(found.address);
  return other === undefined || other === row.rowNumber
    ? undefined
    : `The address that came back was given to row ${other} already.`;
}

/** Settles an address in doubt: the one that is there now is the one that was asked for. */
export async function settleAddress(
  row: LiveRow,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  let look = await lookForAddress(row, context);
  // Nothing refuses a second address, so "not there" is believed only when it is seen twice, some time apart.
  if (look.kind === 'absent') {
    const waitMs = Math.max(context.settleMs, 2 * context.backoffMs(session.tries));
    if (!(await pause(waitMs, context))) return left();
    look = await lookForAddress(row, context);
  }
  if (look.kind === 'found') return takeAddress(row, look.address, 'created', row.httpStatus, context);
  if (look.kind === 'unavailable') return endLook(row, look, session, context);
  if (session.tries >= MAX_TRIES) {
    const error = `The address was not made: ${MAX_TRIES} tries brought no usable answer.`;
    return failAddress(row, 'address_failed', error, row.httpStatus, context);
  }
  const to = row.subAccountUid === '' ? 'customer_done' : 'sub_account_done';
  return moved(
    await context.journal.move(row, to, { doubt: '' }, { kind: 'look', result: 'no address there' }),
  );
}

/** The customer's oldest address of the asset in the wallet (and sub-account) asked for; change addresses don't count. */
async function lookForAddress(row: LiveRow, context: SendContext): Promise<Look> {
  const { api, options } = context;
  const accountId = toAccountId({ options });
  const subAccountId = toSubAccountId(row, { options });
  for (let page = 1; ; page += 1) {
    const query: AddressQuery = {
      customerId: row.uid,
      asset: options.asset,
      page,
      perPage: 100,
      orderBy: 'asc',
    };
    const result = await api.listAddresses(query);
    if (result.kind !== 'ok') {
      const stopped = result.kind === 'unavailable' && (result.stopped || context.stopping.aborted);
      return {
        kind: 'unavailable',
        message: result.message,
        stopped,
        isRefused: result.kind !== 'unavailable',
      };
    }
    const stranger = result.value.records.find(
      ({ customerId }) => customerId !== null && !isSameId(customerId, row.uid),
    );
    if (stranger !== undefined) {
      // Asked for one customer's addresses, it gave another's, or names customers otherwise: absence can't be told.
      const message = `it names the customer ${stranger.customerId ?? ''} where ${row.uid} was asked for.`;
      return { kind: 'unavailable', message, stopped: false, isRefused: true };
    }
    const address = result.value.records.find(
      (found) =>
        !found.isChangeAddress &&
        (found.accountId === null || isSameId(found.accountId, accountId)) &&
        (subAccountId === undefined ||
          found.subAccountId === null ||
          isSameId(found.subAccountId, subAccountId)),
    );
    if (address?.customerId === null && !(await context.hasOwnFilter())) {
      const message = 'its list is not kept to one customer, and its addresses do not say whose they are.';
      return { kind: 'unavailable', message, stopped: false, isRefused: true };
    }
    if (address) return { kind: 'found', address };
    if (page >= result.value.totalPages) return { kind: 'absent' };
  }
}

function endLook(
  row: LiveRow,
  look: Extract<Look, { kind: 'unavailable' }>,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> | StepResult {
  if (look.stopped) return left();
  if (look.isRefused) {
    const error = `The API did not say whether the customer has an address: ${look.message}`;
    return failAddress(row, 'address_failed', error, row.httpStatus, context);
  }
  session.tries += 1;
  return session.tries < MAX_TRIES ? moved(row) : left(look.message);
}

/** Makes the customer's own sub-account; its externalId, made from the customer's uid, lets the vendor refuse a twin. */
async function makeSubAccount(row: LiveRow, session: RowSession, context: SendContext): Promise<StepResult> {
  const { api, journal, options } = context;
  const externalId = toSubAccountKey(row);
  const body = { name: toLabel(options.addressLabel, row), externalId, metaData: {}, customerId: row.uid };
  const sending = await journal.move(
    row,
    'sending_sub_account',
    { doubt: '' },
    { kind: 'begin', step: 'sub_account', body },
  );
  const accountId = toAccountId(context);
  const result = await sendGuarded(
    () => api.createSubAccount(accountId, body),
    sending,
    'customer_done',
    context,
  );
  if (result.kind === 'ok') return takeSubAccount(sending, result.value.uid, 'sub-account created', context);
  if (result.kind !== 'exists')
    return endUnwell(sending, result, 'sub_account', 'customer_done', session, context);
  const look = await sendGuarded(
    () => context.findSubAccount(accountId, externalId),
    sending,
    'customer_done',
    context,
  );
  if (look.kind === 'found') return takeSubAccount(sending, look.uid, 'sub-account there', context);
  if (look.kind === 'unavailable') {
    // The request was refused, so nothing is in doubt; it can be sent again.
    const back = await journal.move(
      sending,
      'customer_done',
      {},
      toNote(sending, result.httpStatus, 'exists', result.message),
    );
    return endLook(back, { ...look, isRefused: false }, session, context);
  }
  const error = `The API says that the sub-account ${externalId} exists, but its list has none: ${result.message}`;
  return failAddress(sending, 'address_failed', error, result.httpStatus, context);
}

export async function settleSubAccount(
  row: LiveRow,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const look = await context.findSubAccount(toAccountId(context), toSubAccountKey(row));
  if (look.kind === 'found') return takeSubAccount(row, look.uid, 'sub-account found by looking', context);
  if (look.kind === 'unavailable') return endLook(row, { ...look, isRefused: false }, session, context);
  if (session.tries >= MAX_TRIES) {
    const error = `The sub-account was not made: ${MAX_TRIES} tries brought no usable answer.`;
    return failAddress(row, 'address_failed', error, row.httpStatus, context);
  }
  return moved(
    await context.journal.move(
      row,
      'customer_done',
      { doubt: '' },
      { kind: 'look', result: 'no sub-account there' },
    ),
  );
}

async function takeSubAccount(
  row: LiveRow,
  subAccountUid: string,
  result: string,
  context: SendContext,
): Promise<StepResult> {
  const note = toNote(row, undefined, result, '');
  return moved(await context.journal.move(row, 'sub_account_done', { subAccountUid, doubt: '' }, note));
}

async function endUnwell(
  row: LiveRow,
  result: Exclude<WriteResult<unknown>, { kind: 'ok' }>,
  step: 'address' | 'sub_account',
  back: RowState,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const { journal } = context;
  switch (result.kind) {
    case 'exists':
    case 'not_found':
    case 'rejected':
      return failAddress(row, 'address_failed', result.message, result.httpStatus, context);
    case 'unsure': {
      const note = toNote(row, result.httpStatus, 'unsure', result.message);
      return moved(await journal.move(row, 'in_doubt', { doubt: step, httpStatus: result.httpStatus }, note));
    }
    case 'not_sent': {
      const again = await journal.move(row, back, {}, toNote(row, undefined, 'not sent', result.message));
      if (result.stopped) return left();
      session.tries += 1;
      return session.tries >= MAX_TRIES ? left(result.message) : moved(again);
    }
  }
}

async function failAddress(
  row: LiveRow,
  errorCode: Code,
  error: string,
  httpStatus: number | undefined,
  { journal }: SendContext,
): Promise<StepResult> {
  const patch = { addressStatus: 'failed', errorCode, error, httpStatus, doubt: '' } as const;
  return moved(await journal.move(row, 'failed', patch, toNote(row, httpStatus, 'failed', error)));
}

/** After a request its answer is noted; from elsewhere, that a look was taken. */
function toNote(row: LiveRow, httpStatus: number | undefined, result: string, message: string) {
  return row.state.startsWith('sending_')
    ? ({ kind: 'end', httpStatus, result, message } as const)
    : ({ kind: 'look', result } as const);
}

/** Ids are UUIDs, which differ in case only by accident. */
function isSameId(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function toAccountId({ options }: Pick<SendContext, 'options'>): string {
  if (options.accountId === undefined) throw new Error('An address is wanted without an account.');
  return options.accountId;
}

function toSubAccountId(row: LiveRow, { options }: Pick<SendContext, 'options'>): string | undefined {
  if (row.wish.subAccountId !== undefined) return row.wish.subAccountId;
  return row.subAccountUid === '' ? options.subAccountId : row.subAccountUid;
}

function toSubAccountKey(row: LiveRow): string {
  return `customer-${row.uid}`;
}
