import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeFormat } from '../../../src/read/xlsx/format/format.js';

const show = (raw: string, code: string, is1904 = false): string =>
  makeFormat(code, is1904).formatNumber(raw);

describe('a number', () => {
  it.each([
    ['0', '0'],
    ['42', '42'],
    ['-7.5', '-7.5'],
    ['0.1', '0.1'],
    ['0.30000000000000004', '0.3'],
    ['2348012345678', '2348012345678'],
    ['2.348012345678E12', '2348012345678'],
    ['123456789012345', '123456789012345'],
    // Sixteen digits; Excel kept fifteen: the form shows that one is lost.
    ['1.23456789012345E+15', '1.23456789012345E+15'],
    ['2.34E+20', '2.34E+20'],
    // Written in full by another program, and not lost.
    ['1234567890123456', '1234567890123456'],
    ['12345678901234567890', '1.23456789012346E+19'],
    ['0.00001', '0.00001'],
    ['1E-7', '0.0000001'],
    ['1.5E-12', '1.5E-12'],
  ])('%s is General as %s', (raw, text) => expect(show(raw, 'General')).toBe(text));

  it.each([
    ['501', '00000', '00501'],
    ['123456', '00000', '123456'],
    ['123456789', '000-00-0000', '123-45-6789'],
    ['5551234567', '[<=9999999]###-####;(###) ###-####', '(555) 123-4567'],
    ['5551234', '[<=9999999]###-####;(###) ###-####', '555-1234'],
    ['1234567.5', '#,##0.00', '1,234,567.50'],
    ['999', '#,##0', '999'],
    ['-1234.5', '#,##0.0', '-1,234.5'],
    ['-1234.5', '#,##0.00;(#,##0.00)', '(1,234.50)'],
    ['0', '0;-0;"none"', '0'],
    ['1.005', '0.00', '1.01'],
    ['0.5', '0', '1'],
    ['-0.4', '0', '0'],
    ['0.125', '0.0%', '12.5%'],
    ['0.285', '0%', '29%'],
    ['12.5', '0.##', '12.5'],
    ['0.25', '.00', '.25'],
    ['1234567', '0.0,,"M"', '1.2M'],
    ['5', '"No. "0', 'No. 5'],
    ['5', '0\\ \\k\\g', '5 kg'],
    ['1234.5', '[$€-407]#,##0.00', '€1,234.50'],
    ['1234.5', '_($* #,##0.00_);_($* (#,##0.00);_($* "-"??_);_(@_)', '$1,234.50'],
    ['-3', '[Red]0;[Blue]-0', '-3'],
    ['-3', '[>=1000]0.0,"k";0', '-3'],
    ['-3', '[<0]-0;0', '-3'],
    ['7', '@', '7'],
    // The display would lose digits, or all: the value is given.
    ['2348012345678', '0.00E+00', '2348012345678'],
    ['1.25', '# ?/?', '1.25'],
    ['42', ';;;', '42'],
    ['1.23456789012345E+15', '0', '1.23456789012345E+15'],
    ['42', 'wow', '42'],
    ['not a number', '0.00', 'not a number'],
  ])('%s in the format %s is %s', (raw, code, text) => expect(show(raw, code)).toBe(text));

  it('keeps every whole number of up to fifteen digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }), (number) => {
        for (const code of ['General', '0', '@', '0.00E+00'])
          expect(show(String(number), code)).toBe(String(number));
        expect(show(number.toExponential(), 'General')).toBe(String(number));
      }),
    );
  });

  it('of two places is rounded as on paper', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (cents) => {
        const text = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
        expect(show(String(cents / 100), '0.00')).toBe(text);
      }),
    );
  });
});

describe('a date', () => {
  it.each([
    ['45351', 'dd/mm/yyyy', '29/02/2024'],
    ['45351', 'yyyy-mm-dd', '2024-02-29'],
    ['45351', 'm/d/yy', '2/29/24'],
    ['45351', 'd-mmm-yy', '29-Feb-24'],
    ['45351', 'dddd, d mmmm yyyy', 'Thursday, 29 February 2024'],
    ['45351', '[$-409]mmm d, yyyy', 'Feb 29, 2024'],
    ['1', 'yyyy-mm-dd', '1900-01-01'],
    ['59', 'yyyy-mm-dd', '1900-02-28'],
    ['60', 'yyyy-mm-dd', '1900-02-29'],
    ['61', 'yyyy-mm-dd', '1900-03-01'],
    ['2958465', 'yyyy-mm-dd', '9999-12-31'],
    ['45351.75', 'yyyy-mm-dd hh:mm', '2024-02-29 18:00'],
    ['45351.7292013889', 'h:mm:ss AM/PM', '5:30:03 PM'],
    ['0.5', 'h:mm AM/PM', '12:00 PM'],
    ['0', 'h:mm AM/PM', '12:00 AM'],
    ['1.5', '[h]:mm:ss', '36:00:00'],
    ['0.25', '[hh]:mm', '06:00'],
    ['0.00001', '[ss].00', '00.86'],
    ['0.00001', 'mm:ss.0', '00:00.9'],
    ['45351.9999999', 'yyyy-mm-dd', '2024-02-29'],
    ['0.75', 'h:mm a/p', '6:00 p'],
    ['0.000011574', 'mm:ss.00', '00:01.00'],
    ['45351.9999999', 'yyyy-mm-dd hh:mm:ss', '2024-03-01 00:00:00'],
    // In the user's own form there is no one display.
    ['45351', '[$-F800]dddd, mmmm dd, yyyy', '2024-02-29'],
    ['45351.75', '[$-F800]', '2024-02-29 18:00:00'],
    ['0.75', '[$-F400]h:mm:ss AM/PM', '18:00:00'],
    ['45351', 'e/m/d', '2024-02-29'],
    // No dates.
    ['-5', 'yyyy-mm-dd', '-5'],
    ['2958466', 'yyyy-mm-dd', '2958466'],
  ])('%s in the format %s is %s', (raw, code, text) => expect(show(raw, code)).toBe(text));

  it('counted from 1904 is four years and a day later', () => {
    expect(show('0', 'yyyy-mm-dd', true)).toBe('1904-01-01');
    expect(show('43889', 'dddd yyyy-mm-dd', true)).toBe('Thursday 2024-02-29');
  });

  it('is the one that the calendar has, on every day from March 1900', () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 2_958_465 }), (serial) => {
        const date = new Date(Date.UTC(1899, 11, 30 + serial)).toISOString().slice(0, 10);
        expect(show(String(serial), 'yyyy-mm-dd')).toBe(date);
      }),
    );
  });
});

describe('a text', () => {
  it.each([
    ['General', 'Ada'],
    ['@', 'Ada'],
    ['0.00', 'Ada'],
    ['"Ms "@', 'Ms Ada'],
    ['0;-0;0;"<"@">"', '<Ada>'],
  ])('in the format %s is %s', (code, text) => expect(makeFormat(code, false).formatText('Ada')).toBe(text));
});
