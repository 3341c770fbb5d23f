/** What the answer to a create says. Pure. */
import { toRecordCandidate } from '../../../api/answer-body.js';
import { readCustomer } from '../../../api/wire.js';
import type { ProbeAnswer } from '../../../api/probe.js';
import type { VendorFinding } from '../../../core/vendor-profile.js';
import { asExpected, toDanger, toNote } from '../finding.js';
import { toRecord, toShown } from '../records.js';

export function judgeCreateStatus({ status }: ProbeAnswer): VendorFinding {
  const meaning =
    status === 201
      ? '201 says that the customer is new.'
      : 'Such an answer can be the customer that was there before; import compares it with the row.';
  return asExpected('createStatus', String(status), `POST /customers was answered ${status}`, meaning);
}

/** Whether the client can read the record in the answer. */
export function judgeCreateAnswer({ status, json, text }: ProbeAnswer): VendorFinding {
  const id = 'createAnswer';
  if (readCustomer(toRecordCandidate(json)).kind === 'found') {
    return asExpected(id, 'record', 'the answer holds the customer, where import looks for it');
  }
  if (toRecord(json) !== undefined) {
    return toDanger(id, {
      result: 'unreadable',
      detail: `the customer is in a form that import can not read: ${toShown(text)}`,
      meaning: 'Import has to look each new customer up, and can not read one by its uid.',
    });
  }
  return toNote(id, {
    result: text.trim() === '' ? 'empty' : 'without a record',
    detail: `the answer ${status} does not say which customer was made`,
    meaning: 'Import looks each new customer up in the list: it is slower.',
  });
}

/** Reported only; nothing relies on it. */
export function judgeClock({
  createdAt,
  date,
}: {
  readonly createdAt: unknown;
  readonly date: string | undefined;
}): VendorFinding {
  const [created, answered] = [
    Date.parse(typeof createdAt === 'string' ? createdAt : ''),
    Date.parse(date ?? ''),
  ];
  if (Number.isNaN(created)) {
    return asExpected('clock', 'absent', 'customers have no createdAt', 'Nothing relies on it.');
  }
  if (Number.isNaN(answered)) {
    return asExpected('clock', 'no date', 'answers have no Date header', 'Nothing relies on it.');
  }
  const differenceMs = created - answered;
  const detail = `createdAt minus the Date header (whole seconds): ${differenceMs} ms`;
  return asExpected('clock', `${differenceMs} ms`, detail, 'Nothing relies on it.');
}
