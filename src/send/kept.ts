/** Compares a customer field by field with what was sent, and records where the server's version differs. */
import type { CustomerBody, NotKept, RemoteCustomer } from '../core/customer.js';
import { BulkError } from '../core/errors.js';
import type { LiveRow, Plan, RowPatch } from '../core/journal-port.js';
import type { MatchKey } from '../core/types.js';
import { leaveForResume, type SendContext, type StepResult } from './context.js';
import { failCustomer, finishCustomer } from './outcome.js';

interface Answered {
  readonly answer: RemoteCustomer;
  readonly httpStatus: number | undefined;
  readonly note?: string;
}

/** The server has created the customer; its version is compared with what was sent. */
export async function finishCreated(
  row: LiveRow,
  { answer, httpStatus, note }: Answered,
  context: SendContext,
): Promise<StepResult> {
  const { decisions, journal, newest } = context;
  const other = journal.claim('customer', answer.uid, row.rowNumber);
  if (other !== undefined) {
    const error = `The customer ${answer.uid} that the API gave to this row is that of row ${other}.`;
    return failCustomer(row, { errorCode: 'keys_disagree', error, httpStatus, to: 'conflict' }, context);
  }
  const body = decisions.toCreateBody(row.wish);
  const compared = compareAnswer(body, answer, context) ?? (await readToCompare(body, answer, context));
  if (compared.kind === 'unknown') return leaveForResume(compared.unreachable);
  const { remote } = compared;
  const createdAt = Date.parse(remote.createdAt ?? '');
  if (createdAt > (newest.createdAt ?? -Infinity)) newest.createdAt = createdAt;
  const patch = noteNotKept(row, compared, { remote, body, changes: [] }, context);
  const result = await finishCustomer(
    row,
    { uid: remote.uid, outcome: 'created', httpStatus, note, patch },
    context,
  );
  assertKeyKept(row, compared, context);
  return result;
}

/** The note of an update whose effect a look shows: no answer said it. */
export const FOUND_LATER = 'updated (found by looking)';

/** The server has accepted the update; its version is compared with what was sent. */
export async function finishUpdated(
  row: LiveRow,
  { answer, plan, httpStatus, note }: Answered & { readonly plan: Plan },
  context: SendContext,
): Promise<StepResult> {
  const compared =
    compareAnswer(plan.body, answer, context) ?? (await readToCompare(plan.body, answer, context));
  if (compared.kind === 'unknown') return leaveForResume(compared.unreachable);
  context.directory.note(compared.remote);
  // A copy, because a move writes what is not the row's own: this row may have a warning that is not written yet.
  const patch = { warnings: [...row.warnings], ...noteNotKept(row, compared, plan, context) };
  return finishCustomer(row, { uid: row.uid, outcome: 'updated', httpStatus, note, patch }, context);
}

/** The result of a comparison, with the record that shows it. */
interface Comparison {
  readonly kind: 'compared';
  readonly remote: RemoteCustomer;
  readonly notKept: readonly NotKept[];
}

/** The server did not answer: the row stays where it is, and is settled by a look-up when the run continues. */
interface Unknown {
  readonly kind: 'unknown';
  /** Absent if the run is stopping. */
  readonly unreachable: string | undefined;
}

/**
 * Compares the answer to a create or update with what was sent. An answer may omit what the server keeps. Undefined: it lacks a
 * field that no answer lacked before.
 */
function compareAnswer(
  body: CustomerBody,
  answer: RemoteCustomer,
  { answers, decisions }: SendContext,
): Comparison | undefined {
  const found = decisions.findNotKept(body, answer);
  if (found.length === 0) return { kind: 'compared', remote: answer, notKept: found };
  if (found.some((one) => one.isUnsaid && !answers.has(toGroup(one)))) return undefined;
  const notKept = found.filter((one) => !one.isUnsaid || answers.get(toGroup(one)) === 'dropped');
  return { kind: 'compared', remote: answer, notKept };
}

/** Reads the customer, which decides for all later answers that lack the same fields. */
async function readToCompare(
  body: CustomerBody,
  answer: RemoteCustomer,
  { api, answers, decisions }: SendContext,
): Promise<Comparison | Unknown> {
  const found = decisions.findNotKept(body, answer);
  const unsaid = found.filter(({ isUnsaid }) => isUnsaid).map(toGroup);
  const read = await api.readCustomer(answer.uid);
  if (read.kind === 'unavailable') {
    return { kind: 'unknown', unreachable: read.stopped ? undefined : read.message };
  }
  // The question stays open for these fields; the next answer checks again.
  if (read.kind !== 'ok') {
    return { kind: 'compared', remote: answer, notKept: found.filter(({ isUnsaid }) => !isUnsaid) };
  }
  const notKept = decisions.findNotKept(body, read.value);
  const dropped = new Set(notKept.map(toGroup));
  for (const group of unsaid) answers.set(group, dropped.has(group) ? 'dropped' : 'left_out');
  return { kind: 'compared', remote: read.value, notKept };
}

/** `address.city` is in the group `address`. */
function toGroup({ field }: NotKept): string {
  return field.replace(/\..*$/, '');
}

/** Records what is not kept, and the record as the server has it; returns what the row's move adds. */
function noteNotKept(
  row: LiveRow,
  { remote, notKept }: Comparison,
  plan: Omit<Plan, 'answered'>,
  { journal }: SendContext,
): RowPatch {
  if (notKept.length === 0) return {};
  journal.writePlan(row.rowNumber, { ...plan, answered: remote });
  for (const { field, kept } of notKept) {
    const value = kept === null ? '' : typeof kept === 'string' ? kept : JSON.stringify(kept);
    const what = value === '' ? 'does not keep' : 'keeps in another form';
    const message = `The API ${what} what was sent as ${field}.`;
    journal.addWarning(row.rowNumber, { code: 'not_kept', column: field, value, message });
  }
  return {
    notKept: notKept.map(({ field }) => field),
    warnings: [...new Set([...row.warnings, 'not_kept' as const])],
  };
}

/** The key that the next import recognises the row by; undefined if --match names none that it has. */
export function toRequiredKey(
  { wish }: Pick<LiveRow, 'wish'>,
  { match }: { readonly match: readonly MatchKey[] },
): 'externalId' | 'email' | undefined {
  return (['externalId', 'email'] as const).find(
    (key) => wish.customer[key] !== undefined && match.includes(key),
  );
}

/** Throws `field_not_kept` if the key of a new customer is lost: the next import would create everyone a second time. */
function assertKeyKept(row: LiveRow, { notKept }: Comparison, context: SendContext): void {
  const key = toRequiredKey(row, context.options);
  if (key === undefined) return;
  if (!notKept.some(({ field }) => field === key)) {
    context.firstCreate.show(key);
    return;
  }
  const other = key === 'externalId' ? 'email' : 'externalId';
  throw new BulkError(
    'field_not_kept',
    `The API does not keep the ${key} of row ${row.rowNumber}, a new customer. The next import could not recognise existing customers by it, and would create everyone again. No other customer was created.`,
    {
      hint: `Import the source again with --match ${other}, if the rows have it; \`doctor\` shows what this API keeps.`,
    },
  );
}
