import { describe, expect, it } from 'vitest';
import type { Mapping, Issue } from '../../src/core/types.js';
import { toStrictIssues } from '../../src/validate/issues.js';
import { makeRowValidator } from '../../src/validate/validate.js';
import { OPTIONS, toMapping, toRow, toWish, validate } from './support.js';

describe('a valid row', () => {
  it('becomes a customer with every field normalised', () => {
    const wish = toWish({
      uid: '6F9619FF-8B86-4D01-B42D-00CF4FC964FF',
      externalId: ' 000123 ',
      name: 'Ade\u0301 Ojo',
      email: 'Ade@Example.com',
      phone: '+44 20 7946 0321',
      description: 'one\r\ntwo',
      'address.street': '1 Road',
      'address.city': 'Lagos',
      'address.state': 'LA',
      'address.zipcode': '101241',
      'address.country': 'NG',
      metaData: '{"level":3}',
      'metaData.plan': 'gold',
      provisionAddress: 'no',
      subAccountId: 'sub-1',
    });
    expect(wish).toEqual({
      customer: {
        uid: '6F9619FF-8B86-4D01-B42D-00CF4FC964FF',
        externalId: '000123',
        name: 'Adé Ojo',
        email: 'Ade@Example.com',
        phone: '+442079460321',
        description: 'one\ntwo',
        address: { street: '1 Road', city: 'Lagos', state: 'LA', zipcode: '101241', country: 'NG' },
        metaData: { level: 3, plan: 'gold' },
      },
      blank: [],
      textMetaData: ['plan'],
      provisionAddress: false,
      subAccountId: 'sub-1',
    });
  });

  it('needs a name and one key, and has no fields without a value', () => {
    for (const key of [
      { externalId: 'C-1' },
      { email: 'jane@example.com' },
      { uid: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff' },
    ]) {
      expect(toWish({ ...key, name: 'Jane' })).toEqual({
        customer: { ...key, name: 'Jane' },
        blank: [],
        textMetaData: [],
      });
    }
  });

  it('lists the empty cells of fields that can be cleared, and of no others', () => {
    const wish = toWish({
      uid: '',
      externalId: 'C-1',
      name: 'Jane',
      email: ' ',
      phone: "'",
      description: '\u00A0',
      'address.street': '',
      'address.city': 'Lagos',
      'address.country': '',
      metaData: '',
      'metaData.plan': '',
      provisionAddress: '',
      subAccountId: '',
    });
    expect(wish.blank).toEqual([
      'email',
      'phone',
      'description',
      'address.street',
      'address.country',
      'metaData',
      'metaData.plan',
    ]);
  });

  it('has its keys in the form compared', () => {
    const { keys } = validate({
      uid: '6F9619FF-8B86-4D01-B42D-00CF4FC964FF',
      externalId: 'C-1',
      name: 'Jane',
      email: 'Jane@Example.com',
    });
    expect(keys).toEqual({
      uid: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
      externalId: 'C-1',
      email: 'jane@example.com',
    });
  });

  it('keeps words such as Null and N/A as the text that they are', () => {
    expect(toWish({ externalId: 'C-1', name: 'Null', description: 'N/A' }).customer).toEqual({
      externalId: 'C-1',
      name: 'Null',
      description: 'N/A',
    });
  });
});

describe('an invalid row', () => {
  it('has all its issues at once, and the keys that are sound', () => {
    const { keys, issues, wish } = validate({
      uid: 'x',
      externalId: 'C-1',
      name: '',
      email: 'a@b',
      phone: '123',
      'address.city': 'L'.repeat(256),
      'address.zipcode': '0',
      'address.country': 'Freedonia',
      metaData: '[]',
      provisionAddress: 'maybe',
      'metaData.plan': '#REF!',
    });
    expect(wish).toBeUndefined();
    expect(keys).toEqual({ externalId: 'C-1' });
    expect(issues.map(({ column, code }) => `${column} ${code}`).sort()).toEqual([
      'address.city field_too_long',
      'address.country country_unknown',
      'email email_invalid',
      'metaData metadata_invalid',
      'metaData.plan spreadsheet_error',
      'name name_missing',
      'phone phone_not_international',
      'provisionAddress provision_address_invalid',
      'uid uid_invalid',
    ]);
  });

  it('of a wrong width has that one issue and no keys, since its cells have shifted', () => {
    const validator = makeRowValidator(toMapping(['externalId', 'name', 'email']), OPTIONS);
    const row = {
      ...toRow({ externalId: 'C-1', name: '', email: 'a@b' }),
      columnCount: { expected: 3, found: 4 },
    };
    const { keys, issues, wish } = validator(row);
    expect([keys, wish]).toEqual([{}, undefined]);
    expect(issues).toMatchObject([
      { code: 'column_count', column: '', message: 'Expected 3 cells as in the header, found 4.' },
    ]);
  });

  it('does not miss a key that is there and damaged', () => {
    const { keys, issues } = validate({ externalId: '2.34E+11', name: 'Jane' });
    expect(keys).toEqual({});
    expect(issues.map(({ code }) => code)).toEqual(['spreadsheet_scientific']);
  });

  it('shows the cell as the source has it, cut to 200 characters and never within a character', () => {
    const [short] = validate({ externalId: 'C-1', name: 'J', email: ' A@B ' }).issues;
    expect(short?.value).toBe(' A@B ');
    const [long] = validate({ externalId: 'C-1', name: `x${'😀'.repeat(255)}` }).issues;
    expect(long).toMatchObject({ code: 'field_too_long', value: `x${'😀'.repeat(99)}` });
    expect(long?.message).toBe('name: expected at most 255 characters, found more.');
  });
});

describe('columns', () => {
  it('are named as the source writes them; a name in two parts by its first', () => {
    const mapping: Mapping = {
      columns: ['Vorname', 'Nachname', 'bulk_uid', 'Plan'],
      uses: [
        { kind: 'first_name' },
        { kind: 'last_name' },
        { kind: 'field', field: 'uid' },
        { kind: 'metaData', key: 'plan' },
      ],
      issues: [],
    };
    const row = { ...toRow({ uid: 'x', name: '' }), metaData: new Map([['plan', '####']]) };
    const { issues } = makeRowValidator(mapping, OPTIONS)(row);
    expect(issues.map(({ column, code }) => [column, code])).toEqual([
      ['bulk_uid', 'uid_invalid'],
      ['Plan', 'spreadsheet_overflow'],
      ['Vorname', 'name_missing'],
    ]);
  });

  it('are empty where the source has none for the field', () => {
    const { issues } = makeRowValidator(toMapping(['externalId']), OPTIONS)(toRow({ externalId: 'C-1' }));
    expect(issues).toMatchObject([{ code: 'name_missing', column: '', value: '' }]);
  });
});

describe('strict', () => {
  const cells = { externalId: 'C-1', name: 'Jane', phone: '12345', 'address.zipcode': '02108' };

  it('makes warnings errors, and so the row invalid', () => {
    const lax = validate(cells);
    expect(lax.issues.map(({ severity }) => severity)).toEqual(['warning', 'warning']);
    expect(lax.wish).toBeDefined();
    const strict = validate(cells, { strict: true });
    expect(strict.issues).toEqual(lax.issues.map((issue) => ({ ...issue, severity: 'error' })));
    expect(strict.wish).toBeUndefined();
    expect(strict.keys).toEqual({ externalId: 'C-1' });
  });

  it('does so with the issues of a mapping', () => {
    const issue: Issue = {
      rowNumber: 0,
      line: 1,
      column: 'Shoe size',
      severity: 'warning',
      code: 'column_unknown',
      value: '',
      message: 'm',
      hint: 'h',
    };
    expect(toStrictIssues([issue])).toEqual([{ ...issue, severity: 'error' }]);
  });
});

describe('an address that is wanted', () => {
  const cells = { externalId: 'C-1', name: 'Jane' };
  const codes = (row: Record<string, string>, options: object) =>
    validate(row, options).issues.map(({ code, column }) => [code, column]);

  it('by the flag needs an account, unless the row says no', () => {
    expect(codes(cells, { provisionAddress: true })).toEqual([['account_missing', '']]);
    expect(codes({ ...cells, provisionAddress: '' }, { provisionAddress: true })).toEqual([
      ['account_missing', ''],
    ]);
    expect(codes({ ...cells, provisionAddress: 'no' }, { provisionAddress: true })).toEqual([]);
    expect(codes(cells, { provisionAddress: true, accountId: 'wallet-1' })).toEqual([]);
  });

  it('by the row needs an account without the flag too', () => {
    expect(codes({ ...cells, provisionAddress: 'yes' }, {})).toEqual([
      ['account_missing', 'provisionAddress'],
    ]);
    expect(codes({ ...cells, provisionAddress: 'yes' }, { accountId: 'wallet-1' })).toEqual([]);
  });
});
