import { expect, it } from 'vitest';
import { codesOf, toWish, validate } from './support.js';

/**
 * Ranges kept for fiction: NANPA 555-0100 to 555-0199, Ofcom's numbers for drama, ACMA's, PTS's, Arcep's and the
 * Bundesnetzagentur's (Mitteilung 148/2021). The others are libphonenumber's own example numbers of their country.
 */
const GOOD: readonly (readonly [written: string, sent: string])[] = [
  ['+12025550143', '+12025550143'],
  ['+1 202 555 0143', '+12025550143'],
  ['+1 (202) 555-0143', '+12025550143'],
  ['+1.202.555.0143', '+12025550143'],
  ['+1-202-555-0143', '+12025550143'],
  ['+1\u00A0202\u00A0555\u00A00143', '+12025550143'],
  ['+1 202–555–0143', '+12025550143'],
  ['tel:+1-202-555-0143', '+12025550143'],
  ["'+12025550143", '+12025550143'],
  ['’+12025550143', '+12025550143'],
  ["' +12025550143 ", '+12025550143'],
  ['\u202A+1 202 555 0143\u202C', '+12025550143'],
  ['+1 202\u200B 555 0143', '+12025550143'],
  ['＋１２０２５５５０１４３', '+12025550143'],
  ['+١٢٠٢٥٥٥٠١٤٣', '+12025550143'],
  ['+14165550187', '+14165550187'],
  ['+18765550133', '+18765550133'],
  ['+442079460321', '+442079460321'],
  ['+44 20 7946 0321', '+442079460321'],
  ['+44 (0)20 7946 0321', '+442079460321'],
  ['+44 161 496 0175', '+441614960175'],
  ['+44 131 496 0175', '+441314960175'],
  ['+44 28 9018 0123', '+442890180123'],
  ['+61491570006', '+61491570006'],
  ['+61 491 570 156', '+61491570156'],
  ['+61 491 570 737', '+61491570737'],
  ['+61 2 5550 1188', '+61255501188'],
  ['+46 8 465 004 12', '+46846500412'],
  ['+46 70 174 06 12', '+46701740612'],
  ['+33 1 99 00 12 76', '+33199001276'],
  ['+33 2 61 91 00 48', '+33261910048'],
  ['+49 30 23125-417', '+493023125417'],
  ['+49 171 39200 12', '+491713920012'],
  ['+49 40 66969 123', '+494066969123'],
  ['+234 802 123 4567', '+2348021234567'],
  ['+254 712 123456', '+254712123456'],
  ['+27 71 123 4567', '+27711234567'],
  ['+91 81234 56789', '+918123456789'],
  ['+55 11 96123-4567', '+5511961234567'],
  ['+86 131 2345 6789', '+8613123456789'],
  ['+81 90-1234-5678', '+819012345678'],
  ['+65 8123 4567', '+6581234567'],
  ['+39 06 1234 5678', '+390612345678'],
  ['+800 1234 5678', '+80012345678'],
];

const BAD = [
  '+1202555014',
  '+120255501433',
  '+1 102 555 0143',
  '+0 202 555 0143',
  '+',
  '++12025550143',
  '+999 123 4567',
  '+44 7',
  '+44 20 7946 032',
  '+234 803',
  '+123456789012345678',
  '+12025550143 / +12025550144',
  '+12025550143, +12025550144',
  '+12025550143;+12025550144',
  '+1 202 555 O143 call first',
  '+1 202 555 0143 (mobile)',
  '+12o25550143',
  '+1 800',
  '+86 131',
  '+91 11111',
  '+49',
  '+49 (30)',
  '+33 0',
  '+61 999 999 999',
  '+61 4915700061',
  '+46 1',
  '+353 1',
  '+7',
  '+7 000 000 00 00',
  '+81 0',
  '+55 11',
  '+52 1',
  '+27 0',
  '+254 1',
  '+233 1',
  '+20 1',
  '+971 1',
  '+966 1',
  '+62 0',
  '+63 0',
  'call me',
  'N/A',
  'none',
  '-',
  '—',
];

it.each(GOOD)('sends %j as %s', (written, sent) => {
  expect(validate({ externalId: 'C-1', name: 'Jane', phone: written }).issues).toEqual([]);
  expect(toWish({ externalId: 'C-1', name: 'Jane', phone: written }).customer.phone).toBe(sent);
});

it.each(BAD)('warns of %j and sends it unchanged', (written) => {
  expect(codesOf('phone', written)).toEqual(['phone_invalid']);
  expect(toWish({ externalId: 'C-1', name: 'Jane', phone: written }).customer.phone).toBe(written);
});

it.each([
  '020 7946 0321',
  '2025550143',
  '(202) 555-0143',
  '0044 20 7946 0321',
  '00442079460321',
  '555-0143',
  '12345',
])('warns that %j is not international where no country is known', (written) => {
  expect(codesOf('phone', written)).toEqual(['phone_not_international']);
  expect(toWish({ externalId: 'C-1', name: 'Jane', phone: written }).customer.phone).toBe(written);
});

it.each([
  ['020 7946 0321', 'GB', '+442079460321'],
  ['0044 20 7946 0321', 'GB', '+442079460321'],
  ['0802 123 4567', 'NG', '+2348021234567'],
  ['2348021234567', 'NG', '+2348021234567'],
  ['202-555-0143', 'us', '+12025550143'],
  ['030 23125417', 'DE', '+493023125417'],
  ['+61 491 570 006', 'GB', '+61491570006'],
])('reads %j by the country %s', (written, defaultCountry, sent) => {
  const cells = { externalId: 'C-1', name: 'Jane', phone: written };
  expect(toWish(cells, { defaultCountry }).customer.phone).toBe(sent);
});

it('warns of a national number that the country does not have', () => {
  expect(codesOf('phone', '12345', { defaultCountry: 'GB' })).toEqual(['phone_invalid']);
});

it('keeps a number with an extension unchanged, because E.164 has no extensions', () => {
  const cells = { externalId: 'C-1', name: 'Jane', phone: '+1 202 555 0143 ext. 12' };
  expect(validate(cells).issues).toEqual([]);
  expect(toWish(cells).customer.phone).toBe('+1 202 555 0143 ext. 12');
});

it('calls a phone that is too long just that', () => {
  expect(codesOf('phone', '+1 202 555 0143 or +1 202 555 0144')).toEqual(['field_too_long']);
});

it('refuses an unknown default country', () => {
  expect(() => codesOf('phone', '020', { defaultCountry: 'XX' })).toThrow(
    'Expected `--default-country` to be the code of a country, such as NG or GB, got `XX`.',
  );
});
