import type { LiveRow } from '../../src/core/journal-port.js';

/** A row before it is sent. */
export function toWaitingRow(rowNumber: number, name = `Customer ${rowNumber}`): LiveRow {
  const customer = { name, email: `c${rowNumber}@example.com` };
  return {
    rowNumber,
    wish: { customer, blank: [], textMetaData: [] },
    state: 'planned_create',
    doubt: '',
    uid: '',
    matchedBy: '',
    outcome: '',
    subAccountUid: '',
    addressStatus: '',
    address: '',
    addressUid: '',
    errorCode: '',
    error: '',
    warnings: [],
    notKept: [],
    attempts: 0,
    httpStatus: undefined,
    createTriedAt: undefined,
    createMark: undefined,
    addressTriedAt: undefined,
    finishedAt: undefined,
  };
}
