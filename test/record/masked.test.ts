import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeMask } from '../../src/core/mask.js';
import type { Mapping, ResultRow, RowIssue } from '../../src/core/types.js';
import { makeRowMask } from '../../src/record/masked.js';

const mask = makeMask(Buffer.from('key'));
const MAPPING: Mapping = {
  columns: ['Customer ID', 'Name', 'E-mail', 'Country', 'Notes', 'uid'],
  uses: [
    { kind: 'field', field: 'externalId' },
    { kind: 'field', field: 'name' },
    { kind: 'field', field: 'email' },
    { kind: 'field', field: 'address.country' },
    { kind: 'ignored' },
    { kind: 'field', field: 'uid' },
  ],
  issues: [],
};
const rows = makeRowMask(MAPPING, mask);

const ROW: ResultRow = {
  rowNumber: 4,
  line: 5,
  cells: ['C-17', 'Jane Doe', 'jane@example.com', 'NG', 'calls on Mondays', 'u-1', 'surplus'],
  status: 'failed',
  uid: 'u-1',
  matchedBy: '',
  addressStatus: '',
  address: 'tb1qexample',
  addressUid: 'a-1',
  errorCode: 'api_rejected',
  error: '',
  warnings: [],
  notKept: [],
  attempts: 1,
  httpStatus: 422,
  finishedAt: '2026-11-22T10:00:00.000Z',
  changes: [],
};

describe('a masked result', () => {
  it('keeps whatever tells nobody who it is', () => {
    const masked = rows.result(ROW);
    expect({ ...masked, cells: [], address: '' }).toEqual({ ...ROW, cells: [], address: '' });
    expect(masked.cells[3]).toBe('NG');
    expect(masked.cells[5]).toBe('u-1');
    expect(masked.address).toBe(mask('address', ROW.address));
  });

  it('has tokens for what an update changes', () => {
    const changes = [
      { field: 'name', before: 'Jane', after: 'Jane Doe' },
      { field: 'address.country', before: null, after: 'NG' },
      { field: 'metaData.tier', before: 3, after: null },
    ];
    expect(rows.result({ ...ROW, changes }).changes).toEqual([
      { field: 'name', before: mask('name', 'Jane'), after: mask('name', 'Jane Doe') },
      { field: 'address.country', before: null, after: 'NG' },
      { field: 'metaData.tier', before: mask('metaData', '3'), after: null },
    ]);
  });

  it('has tokens for the others, in columns of no known field and beyond the header too', () => {
    expect(rows.result(ROW).cells).toEqual([
      mask('externalId', 'C-17'),
      mask('name', 'Jane Doe'),
      mask('email', 'jane@example.com'),
      'NG',
      mask('cell', 'calls on Mondays'),
      'u-1',
      mask('cell', 'surplus'),
    ]);
  });

  it.each([
    ['jane@example.com is taken', `${mask('email', 'jane@example.com')} is taken`],
    ['The name `Jane Doe` is too odd', `The name \`${mask('name', 'Jane Doe')}\` is too odd`],
    ['like other@example.org', `like ${mask('email', 'other@example.org')}`],
    ['call +234 803 123 4567', `call ${mask('phone', '+2348031234567')}`],
    ['422: zipcode must be a number', '422: zipcode must be a number'],
  ])('has tokens in what the API said: %s', (error, masked) => {
    expect(rows.result({ ...ROW, error }).error).toBe(masked);
  });

  it('says nothing of any cell, whatever the cells and wherever the API repeats them', () => {
    const cell = fc.string({ minLength: 3, maxLength: 20 }).filter((text) => text.trim().length >= 3);
    const cells = fc.tuple(cell, cell, cell);
    fc.assert(
      fc.property(cells, fc.nat(2), (three, at) => {
        const error = `refused: ${three[at] ?? ''}!`;
        const masked = rows.result({ ...ROW, cells: [...three, 'NG', '', ''], error });
        const said = masked.error.replace(/^refused: /, '').replaceAll(/[A-Za-z]+_[0-9a-f]{12}/g, '');
        for (const text of three) expect(said).not.toContain(text.trim());
      }),
    );
  });
});

describe('a masked finding', () => {
  const issue = (over: Partial<RowIssue>): RowIssue => ({
    rowNumber: 3,
    line: 4,
    column: 'E-mail',
    severity: 'error',
    code: 'email_invalid',
    value: 'jane(at)example.com',
    message: 'E-mail: expected an email address such as jane@example.com, found `jane(at)example.com`.',
    hint: 'Correct the email.',
    ...over,
  });

  it('has the same token for the cell and for its quotation', () => {
    const masked = rows.issue(issue({}));
    const token = mask('email', 'jane(at)example.com');
    expect(masked.value).toBe(token);
    expect(masked.message).toBe(
      `E-mail: expected an email address such as jane@example.com, found \`${token}\`.`,
    );
    expect(masked.column).toBe('E-mail');
  });

  it('leaves what is said of the header, and of fields that tell nobody who it is', () => {
    const header = issue({ rowNumber: 0, column: 'Notes', value: 'Notes', message: 'Unknown: `Notes`.' });
    expect(rows.issue(header).message).toBe(header.message);
    const uid = issue({ column: 'uid', value: 'u 1', message: 'uid: found `u 1`.' });
    expect(rows.issue(uid)).toEqual(uid);
  });
});
