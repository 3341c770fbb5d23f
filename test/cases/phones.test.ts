/** Phones by the row's own country, and cells with more than one phone. */
import { describe, expect, it } from 'vitest';
import { toWish, validate } from '../validate/support.js';

const toCells = (phone: string, country = '') => ({
  externalId: 'C-1',
  name: 'Jane',
  phone,
  'address.country': country,
});

describe("a phone without + is of the row's country", () => {
  it.each([
    ['020 7946 0018', 'UK', '+442079460018'],
    ['020 7946 0018', 'United Kingdom', '+442079460018'],
    ['020 7946 0018', 'Großbritannien', '+442079460018'],
    ['0803 123 4567', 'NG', '+2348031234567'],
    ['0803 123 4567', 'Nigeria', '+2348031234567'],
    ['030 901820', 'Deutschland', '+4930901820'],
    ['0044 20 7946 0018', 'GBR', '+442079460018'],
    ['(202) 555-0143', 'the United States', '+12025550143'],
    ['+44 20 7946 0018', 'NG', '+442079460018'],
  ])('%s in %s is %s, with or without a preset country', (phone, country, sent) => {
    for (const options of [{}, { defaultCountry: 'NG' }])
      expect(toWish(toCells(phone, country), options).customer.phone).toBe(sent);
  });

  it('else of the country that is preset', () => {
    expect(toWish(toCells('0803 123 4567'), { defaultCountry: 'NG' }).customer.phone).toBe('+2348031234567');
    const unknown = toWish(toCells('0803 123 4567', 'Atlantis'), { defaultCountry: 'NG' });
    expect(unknown.customer.phone).toBe('+2348031234567');
  });

  it('is reported where the preset country would make another number of it', () => {
    const { issues } = validate(toCells('020 7946 0018', 'UK'), { defaultCountry: 'NG' });
    expect(issues).toMatchObject([
      { code: 'phone_country_doubtful', severity: 'warning', suggestion: '+442079460018' },
    ]);
    expect(validate(toCells('+44 20 7946 0018', 'NG'), { defaultCountry: 'NG' }).issues).toEqual([]);
    expect(validate(toCells('0803 123 4567', 'NG'), { defaultCountry: 'NG' }).issues).toEqual([]);
  });

  it('stays as it is where only the preset country has it: no number is made that the row contradicts', () => {
    const cells = toCells('0803 123 4567', 'FR');
    const { issues } = validate(cells, { defaultCountry: 'NG' });
    expect(issues).toMatchObject([{ code: 'phone_invalid', suggestion: '+2348031234567' }]);
    expect(toWish(cells, { defaultCountry: 'NG' }).customer.phone).toBe('0803 123 4567');
  });

  it('is not international where its country does not have it, and no other is known', () => {
    expect(validate(toCells('12345', 'GB')).issues).toMatchObject([{ code: 'phone_not_international' }]);
    expect(validate(toCells('447911123456', 'NG')).issues).toMatchObject([{ code: 'phone_lost_plus' }]);
  });
});

describe('two phones in one cell', () => {
  it.each([
    ['+49 30 901820/21', '+4930901820'],
    ['+43 1 234567/8', '+431234567'],
    ['+49 30 901820/-21', '+4930901820'],
    ['+39 06 1234567/8', '+39061234567'],
    ['+62 21 1234567/68', '+62211234567'],
    ['+49 30 9018 20 + 21', '+4930901820'],
    ['+49 171 2345678\\+49 30 901820', '+491712345678'],
    ['+36 1 234 5678/12', '+3612345678'],
  ])('%s is kept as it is, with a warning', (phone, suggestion) => {
    const { issues } = validate(toCells(phone));
    expect(issues).toMatchObject([{ severity: 'warning', suggestion }]);
    expect(['phone_ambiguous', 'phone_invalid']).toContain(issues[0]?.code);
    expect(toWish(toCells(phone)).customer.phone).toBe(phone);
  });

  it('is found in national form, too', () => {
    const { issues } = validate(toCells('030 901820/21', 'DE'));
    expect(issues).toMatchObject([{ code: 'phone_ambiguous', suggestion: '+4930901820' }]);
  });

  it.each([
    ['+49 30/901820', '+4930901820'],
    ['0171/2345678', '+491712345678'],
    ['+49 8102/1234', '+4981021234'],
    ['+49 30 901820-21', '+493090182021'],
    ['+44 (0)20 7946 0018', '+442079460018'],
  ])('but %s is one', (phone, sent) => {
    expect(validate(toCells(phone, 'DE')).issues).toEqual([]);
    expect(toWish(toCells(phone, 'DE')).customer.phone).toBe(sent);
  });
});
