/** An address that the server made or has: checked, and recorded only if nothing is wrong with it. */
import type { RemoteAddress } from '../core/api-port.js';
import type { LiveRow, RowPatch } from '../core/journal-port.js';
import type { AddressStatus } from '../core/types.js';
import { checkAddress, findTypeFault } from './address-check.js';
import { isSameLabel, toLabel } from './address-label.js';
import { failAddress } from './address-outcome.js';
import { moveIntoDoubt, toNote } from './attempt.js';
import { movedTo, type RowSession, type SendContext, type StepResult } from './context.js';
import { isSameId, toPlace } from './place.js';
import { findOtherPlace, isOtherName } from './place-names.js';

/** Another program could have created an address for the customer between our look-up and our request if more time passed. */
const MOMENT_MS = 2000;

/** An address that the server has just created: it must match the request, including its place. */
export async function takeMade(
  row: LiveRow,
  { made, httpStatus }: { readonly made: RemoteAddress; readonly httpStatus: number },
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  if (made.label !== null && !isSameLabel(made.label, toLabel(context.options.addressLabel, row))) {
    const message = `The answer carries another address (with the label ${made.label}), so that it does not say what was made.`;
    return moveIntoDoubt(row, 'address', { kind: 'accepted', httpStatus, message }, context);
  }
  const fault = findTypeFault(made, context.options);
  if (fault !== undefined)
    return failAddress(row, { errorCode: 'address_invalid', error: fault, httpStatus }, context);
  const other = findOtherPlace(made, row, context);
  if (other !== undefined && !(await isOtherName(other, made, row, context))) {
    const what = other.kind === 'accountId' ? 'wallet' : 'sub-account';
    const error = `The address that came back is of the ${what} ${other.said}, which was not asked for.`;
    return failAddress(row, { errorCode: 'address_invalid', error, httpStatus }, context);
  }
  const to = context.clock.monotonic() - session.lookedAt > MOMENT_MS ? 'address_made' : 'done';
  const patch = other === undefined ? {} : notePlace(row, other, context);
  return takeAddress(row, made, { status: 'created', to, httpStatus, patch }, context);
}

/** The server has another name for the place: the first row that sees it reports it. */
function notePlace(
  row: LiveRow,
  { kind, said }: { readonly kind: 'accountId' | 'subAccountId'; readonly said: string },
  { journal }: SendContext,
): RowPatch {
  const message = `The API names ${kind} ${said} where another name was asked for. Its list has the address by both names.`;
  journal.addWarning(row.rowNumber, { code: 'place_renamed', column: '', value: said, message });
  return { warnings: [...new Set([...row.warnings, 'place_renamed' as const])] };
}

interface Taking {
  readonly status: Exclude<AddressStatus, 'failed'>;
  /** `address_made`: another program could have created one at the same time. */
  readonly to: 'done' | 'address_made';
  readonly httpStatus: number | undefined;
  readonly patch?: RowPatch;
}

/** Checks the address and records it; a bad one is never recorded. */
export async function takeAddress(
  row: LiveRow,
  found: RemoteAddress,
  { status, to, httpStatus, patch: more = {} }: Taking,
  context: SendContext,
): Promise<StepResult> {
  const { journal, mode, options } = context;
  const fault =
    (await checkAddress(found, { asset: options.asset, mode })) ?? findOtherOwner(row, found, context);
  if (fault !== undefined)
    return failAddress(row, { errorCode: 'address_invalid', error: fault, httpStatus }, context);
  const patch = {
    addressStatus: status,
    address: found.address,
    addressUid: found.uid,
    httpStatus,
    doubt: '',
    errorCode: '',
    error: '',
    ...more,
    ...(status === 'created' ? noteOwnerless({ ...row, ...more }, context) : {}),
  } as const;
  return movedTo(await journal.move(row, to, patch, toNote(row, httpStatus, `address ${status}`)));
}

/** The address was created without `customerId`, because the server refuses it: the row reports that. */
function noteOwnerless(row: LiveRow, { forms, journal, options }: SendContext): RowPatch {
  if (!toPlace(row, { options }).isOwn || !(forms.refusesOwnerOfAddress || forms.refusesOwnerOfSubAccount))
    return {};
  const message =
    'The API refuses customerId under sub-accounts. The sub-account is the customer’s own, and its externalId names the customer.';
  journal.addWarning(row.rowNumber, { code: 'customer_id_refused', column: '', value: '', message });
  return { warnings: [...new Set([...row.warnings, 'customer_id_refused' as const])] };
}

function findOtherOwner(row: LiveRow, found: RemoteAddress, { journal }: SendContext): string | undefined {
  if (found.customerId !== null && !isSameId(found.customerId, row.uid)) {
    return 'The address that came back belongs to another customer.';
  }
  const other = journal.findRowWithAddress(found.address);
  const owner =
    other === undefined || other === row.rowNumber
      ? journal.claim('address', found.uid, row.rowNumber)
      : other;
  return owner === undefined ? undefined : `The address that came back was given to row ${owner} already.`;
}
