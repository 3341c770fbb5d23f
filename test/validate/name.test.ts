import { expect, it } from 'vitest';
import { codesOf, toWish, validate } from './support.js';

/**
 * Patrick McKenzie's "Falsehoods Programmers Believe About Names", the W3C's "Personal names around the world", and the
 * names that broke other systems (Null, True, one letter, no letter).
 */
const GOOD = [
  'Jane Doe',
  'O',
  'U Thant',
  'Ng',
  'Null',
  'N/A Holdings',
  'True',
  'Test',
  "O'Connor",
  'O’Connor',
  'D’Angelo, Giulia',
  'Jean-Luc Lefèvre',
  'van der Berg',
  "'t Hooft",
  '-',
  'Jr.',
  'Robert "Bob" Hughes',
  "Robert'); DROP TABLE customers;--",
  'Müller & Söhne GmbH',
  'Ñuñoa',
  'Þórður Þorgeirsson',
  'Đặng Thị Hương',
  'Ọláitán Adéyẹmí',
  'Zoë',
  'Łukasz Żak',
  'İbrahim Işık',
  'Мария Ивановна',
  'Ευαγγελία',
  'محمد عبد الله',
  'דוד בן־גוריון',
  'प्रिया शर्मा',
  'క్షేత్రయ్య',
  'นางสาวสมหญิง',
  'ဒေါ်အောင်ဆန်း',
  '李小龍',
  '佐藤 健一',
  '김민서',
  '𠮷野家',
  'በላይ ዘለቀ',
  'ნინო',
  '!Xóõ',
  'ǀXam',
  "Ka'ahumanu",
  'Nakamura (Smith)',
  '#1 Plumbing',
  '## Sharp Ltd',
  '3M',
  '7-Eleven',
  '1E10 Labs',
  '2.34E+11',
  '100%',
  '@home',
  '=Equals=',
  '+Plus+',
  'C++ & Co.',
  'Toys Я Us',
  '🍕 Pizza',
  '👩‍👩‍👧 Family Office',
  '\u{1F1F3}\u{1F1EC} Exports',
  'A\u200CB',
  'می‌خواهم',
  'x'.repeat(255),
  'True Example',
  'Ali Falso',
  'Adolph Blaine Charles David Earl Frederick Gerald Hubert Irvin John Kenneth Lloyd Martin Nero',
];

const BAD: readonly (readonly [name: string, code: string])[] = [
  ['', 'name_missing'],
  [' ', 'name_missing'],
  ['\t', 'name_missing'],
  ['\n', 'name_missing'],
  ['\r\n', 'name_missing'],
  ['\u00A0', 'name_missing'],
  ['\u2003', 'name_missing'],
  ['\u3000', 'name_missing'],
  ['\u200B', 'name_missing'],
  ['\uFEFF', 'name_missing'],
  ['\u200E\u200F', 'name_missing'],
  ['\u2060', 'name_missing'],
  [' \u00A0\u200B\uFEFF ', 'name_missing'],
  ['#REF!', 'spreadsheet_error'],
  ['#N/A', 'spreadsheet_error'],
  ['#n/a', 'spreadsheet_error'],
  ['#VALUE!', 'spreadsheet_error'],
  ['#NAME?', 'spreadsheet_error'],
  ['#DIV/0!', 'spreadsheet_error'],
  ['#NUM!', 'spreadsheet_error'],
  ['#NULL!', 'spreadsheet_error'],
  ['#SPILL!', 'spreadsheet_error'],
  ['#CALC!', 'spreadsheet_error'],
  ['#WERT!', 'spreadsheet_error'],
  ['#NV', 'spreadsheet_error'],
  ['#NOM?', 'spreadsheet_error'],
  ['Err:502', 'spreadsheet_error'],
  [' #REF! ', 'spreadsheet_error'],
  ['###', 'spreadsheet_overflow'],
  ['########', 'spreadsheet_overflow'],
  ['Jane\u0000Doe', 'control_character'],
  ['Jane\u0007Doe', 'control_character'],
  ['Jane\bDoe', 'control_character'],
  ['Jane\u001B[31mDoe', 'control_character'],
  ['Jane\u007FDoe', 'control_character'],
  ['Jane\u0085Doe', 'control_character'],
  ['Jane\u0092s', 'control_character'],
  ['Jane\uD83DDoe', 'control_character'],
  ['Jane\uDE00', 'control_character'],
  ['\u0001', 'control_character'],
  ['TRUE', 'name_is_boolean'],
  ['False', 'name_is_boolean'],
  [' FALSCH ', 'name_is_boolean'],
  ['x'.repeat(256), 'field_too_long'],
  ['李'.repeat(256), 'field_too_long'],
];

it.each(GOOD)('takes %j as a name', (name) => {
  expect(codesOf('name', name)).toEqual([]);
});

it.each(BAD)('takes %j as no name: %s', (name, code) => {
  expect(codesOf('name', name)).toEqual([code]);
});

it('takes a tab within a name as a space, and drops line breaks at its ends', () => {
  const cells = { externalId: 'C-1', name: ' \r\nJane \t Doe\n' };
  expect(toWish(cells).customer.name).toBe('Jane Doe');
});

it('names the first part of a name in two columns', () => {
  const { issues } = validate({ externalId: 'C-1', name: '' });
  expect(issues[0]?.column).toBe('name');
});
