import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeMask } from '../../src/core/mask.js';
import type { Mapping, ResultRow, Issue } from '../../src/core/types.js';
import { makeRowMask } from '../../src/record/masked.js';
import { bySize } from '../support/size.js';

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
  it('keeps everything that identifies no one', () => {
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
    ['JANE DOE exists', `${mask('name', 'Jane Doe')} exists`],
    ['The name `Jane Doe` is invalid', `The name \`${mask('name', 'Jane Doe')}\` is invalid`],
    ['duplicate of other@example.org', `duplicate of ${mask('email', 'other@example.org')}`],
    ['phone +234 803 123 4567 is taken', `phone ${mask('phone', '+2348031234567')} is taken`],
    ['422: zipcode must be a number', '422: zipcode must be a number'],
    ['HTTP 422 Unprocessable Entity: CUSTOMER_EXISTS', 'HTTP 422 Unprocessable Entity: CUSTOMER_EXISTS'],
    ['address.country is invalid, see u-1', 'address.country is invalid, *** u-1'],
    ['PERSON H 1 clashes with Emile Zola, 12 Rue X', '*** clashes with ***'],
    ['doe, jane exists', '*** exists'],
    ['born 1970-04-01, lives at 7b Elm St. 🏠', `*** ${mask('phone', '1970-04-01')}, *** at ***`],
    ['customer Émile-Noël O’Neil exists', 'customer *** exists'],
    ['the field `adaLovelace` is required', 'the field `***` is required'],
  ])('keeps of what the API said only harmless words: %s', (error, masked) => {
    expect(rows.result({ ...ROW, error }).error).toBe(masked);
  });

  it('hides a harmless word that is a name in this row', () => {
    const cells = ['C-17', 'Grace Must', 'grace@example.com', 'NG', '', '', ''];
    expect(rows.result({ ...ROW, cells, error: 'name must exist: must, Must, MUST' }).error).toBe(
      'name *** exist: ***',
    );
  });

  it('leaves what this tool says itself of a row', () => {
    const error = 'Another customer, of row 3, has the same key: `Jane Doe`.';
    expect(rows.result({ ...ROW, errorCode: 'duplicate_external_id', error }).error).toBe(
      `Another customer, of row 3, has the same key: \`${mask('name', 'Jane Doe')}\`.`,
    );
  });

  it('keeps of the reason of a stop only harmless words, if it is the server’s', () => {
    const message = 'The API refused POST /customers: Jane Doe is not authorized';
    expect(rows.stopped({ reason: 'credential_rejected', message }).message).toBe(
      'The API refused POST /customers: *** is not authorized',
    );
    const ours = { reason: 'budget_reached', message: 'The run has worked for 5 s.' } as const;
    expect(rows.stopped(ours)).toEqual(ours);
  });

  it('shows of any message only words of the list, signs and tokens', () => {
    const word = fc.constantFrom(
      'Zola',
      'rue',
      'O’Neil',
      'x@y.org',
      '1970-04-01',
      '12',
      'ÉMILE',
      'exists',
      '李雷',
      '🏠',
    );
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(' ', ', ', '-', '_', '"'),
        (words, by) => {
          const { error } = rows.result({ ...ROW, error: words.join(by) });
          const left = error.replaceAll(/(?:email|phone)_[0-9a-f]{12}|exists/g, '');
          expect(left).not.toMatch(/[\p{L}\p{N}🏠]/u);
        },
      ),
      { numRuns: bySize({ small: 40, full: 1000 }) },
    );
  });

  it('shows no cell, with any cells, anywhere the API repeats them', () => {
    const cell = fc.string({ minLength: 3, maxLength: 20 }).filter((text) => text.trim().length >= 3);
    const cells = fc.tuple(cell, cell, cell);
    fc.assert(
      fc.property(cells, fc.nat(2), (three, at) => {
        const error = `refused: ${three[at] ?? ''}!`;
        const masked = rows.result({ ...ROW, cells: [...three, 'NG', '', ''], error });
        const said = masked.error.replace(/^refused: /, '').replaceAll(/[A-Za-z]+_[0-9a-f]{12}/g, '');
        for (const text of three) expect(said).not.toContain(text.trim());
      }),
      { numRuns: bySize({ small: 30, full: 300 }) },
    );
  });
});

describe('a masked finding', () => {
  const issue = (over: Partial<Issue>): Issue => ({
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

  it('leaves what is said about the header, and about fields that identify no one', () => {
    const header = issue({ rowNumber: 0, column: 'Notes', value: 'Notes', message: 'Unknown: `Notes`.' });
    expect(rows.issue(header).message).toBe(header.message);
    const uid = issue({ column: 'uid', value: 'u 1', message: 'uid: found `u 1`.' });
    expect(rows.issue(uid)).toEqual(uid);
  });
});
