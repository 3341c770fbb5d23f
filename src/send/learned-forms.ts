/** The form of a body that this server accepts, learned from its refusals and successes. */
import { CLEAR_FORMS, type ClearForm, type CustomerBody } from '../core/customer.js';
import type { Refused } from './attempt.js';
import type { RowSession, SendContext } from './context.js';

/** The body in the form that this server accepts, as far as known, or that this row tries. */
export function toForm(
  body: CustomerBody,
  session: RowSession,
  { decisions, forms }: SendContext,
): CustomerBody {
  const asText = forms.zipcodeIsText || session.textZipcode;
  const { externalId, ...rest } = body;
  const taken = forms.refusesExternalId || externalId === undefined ? rest : body;
  const sent = asText ? (decisions.withTextZipcode(taken) ?? taken) : taken;
  return decisions.toClearForm(sent, session.clear ?? forms.clear);
}

/** A form that one row tried with success is used first for the others. */
export function learnForms(session: RowSession, { forms }: SendContext): void {
  if (session.textZipcode) forms.zipcodeIsText = true;
  if (session.clear !== undefined) forms.clear = session.clear;
}

/** A numeric zipcode was refused: text may be accepted. */
export function canRetryAsText(
  sent: CustomerBody,
  { message }: Refused,
  session: RowSession,
  { decisions, options }: SendContext,
): boolean {
  if (options.zipcode !== 'auto' || session.textZipcode || !/zip|postal|postcode/i.test(message))
    return false;
  return decisions.withTextZipcode(sent) !== undefined;
}

interface RefusedUpdate {
  readonly planned: CustomerBody;
  readonly sent: CustomerBody;
  readonly refused: Refused;
}

/** Whether the server may accept a refused update in another form; the form is set for the next try. */
export function tryOtherForm(
  { planned, sent, refused }: RefusedUpdate,
  session: RowSession,
  context: SendContext,
): boolean {
  if (canRetryAsText(sent, refused, session, context)) {
    session.textZipcode = true;
    return true;
  }
  session.triedClear.add(session.clear ?? context.forms.clear);
  const next: ClearForm | undefined = CLEAR_FORMS.find((form) => !session.triedClear.has(form));
  const isCleared =
    JSON.stringify(context.decisions.toClearForm(planned, 'omit')) !== JSON.stringify(planned);
  if (!isCleared || next === undefined) return false;
  session.clear = next;
  return true;
}
