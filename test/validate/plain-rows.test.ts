/** A row that one look is enough for is a row that the validator has nothing to say about: held against each other on damaged rows. */
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import type { Mapping, SourceRow, ValidatedRow } from '../../src/core/types.js';
import { normaliseNumberText } from '../../src/core/normalise.js';
import { makeRowMapper } from '../../src/map/apply.js';
import { makeKeyReader, makePlainIssues, makePlainRowCheck } from '../../src/validate/plain-rows.js';
import { makeCountryNames } from '../../src/validate/rules/country-names.js';
import { makeRowValidator, toPlainRow, type RowRules } from '../../src/validate/validate.js';
import { bySize } from '../support/size.js';
import { OPTIONS, toMapping } from './support.js';

const toCountryCode = makeCountryNames();

const FIXTURES = new URL('../../fixtures/validation/', import.meta.url);

const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  uid: ['', '6f9619ff-8b86-4d01-b42d-00cf4fc964ff'],
  externalId: ['C-1', '000123', 'E00000017', '', 'A_b:9', '12E5'],
  name: [
    'Jane Doe',
    'Zoë Müller',
    'Łukasz Żak',
    '山田 太郎',
    'O’Brien',
    '김 철수',
    'Nguyễn Văn An',
    'さくら',
    'Nandi Nil',
    'Adébáyọ̀ Okafor',
  ],
  email: ['jane@example.com', '', 'A.B-c+d@mail.example.org', 'jane@gmail.com'],
  phone: ['+2348031234567', '', '+12025550143', '+442079460321'],
  description: ['', 'since 2021', 'two\nlines', 'she said "no" twice'],
  'address.street': ['', '1 Larch Avenue, Flat 2', 'Straße 5', 'one\ntwo'],
  'address.city': ['', 'Köln', 'São Paulo', 'Lagos'],
  'address.state': ['', 'Lagos State'],
  'address.zipcode': ['', '100001', '0', 'SW1A 1AA', '01067', '1012-AB', 'Ⅻ 5'],
  'address.country': ['', 'NG', 'Nigeria', 'Germany', 'Côte d’Ivoire'],
  metaData: [''],
  provisionAddress: ['', 'yes', 'no', '1'],
  subAccountId: ['', 'sub-1'],
  'metaData.plan': ['', 'gold', '2024-05-01'],
  'metaData.note': ['', 'plain note', '=x'],
  ignored: ['', '#REF!', ' '],
};

/** What damages a cell: as the whole of it, or somewhere in it. */
const PIECES = [
  ...[
    'NULL',
    'null',
    'None',
    'nan',
    'undefined',
    '\\N',
    'N/A',
    'n/a',
    '(null)',
    '[NULL]',
    '<null>',
    '-nan',
    'nil',
  ],
  ...['TRUE', 'False', 'WAHR'],
  ...['#REF!', '####', '#N/A', 'Err:502', '2.34E+11', '1,20E-04', '5E+11', '1001.0', '2002,0', '00123', '-1'],
  ...['0000-00-00', '1900-01-00', 'infinity', '01/00/1900', '3-5', 'MAR5', '2023-3-5'],
  ...[
    'JosÃ©',
    'Ã',
    'é’',
    'Â°',
    '\uFFFD',
    'e\u0301',
    '\u0301',
    'o\u0323\u0300',
    'ọ\u0300',
    'q\u0336\u0336\u0336',
    ' \u0308',
    'Раypal',
    'Ω',
    'ﬁ',
    'ŉ',
    'Å',
    'が',
    'か\u3099',
  ],
  ...[
    ' ',
    '\t',
    '\n',
    '\r\n',
    '\r',
    '\v',
    '\u0085',
    '\u00A0',
    '\u200B',
    '\uFEFF',
    '\u2028',
    '\u202E',
    '\u00AD',
    '\u3000',
  ],
  ...['\0', '\u0001', '\u001A', '\u007F', '\u0080', '\u009F', '\uD800', '\uDC00', '😀', '𝒥'],
  ...[
    '"',
    '“',
    '”',
    '„',
    '«',
    '»',
    '‘',
    '’',
    '‚',
    '‹',
    "'",
    '`',
    '""',
    "'+234",
    "b'1'",
    '–',
    '—',
    '…',
    '™',
    '×',
    '÷',
  ],
  ...[
    '=',
    '+',
    '-',
    '@',
    '=1+1',
    '="00123"',
    '=T("x")',
    '＝',
    '＠',
    '&amp;',
    '%20',
    '\\u00e9',
    '\\n',
    '<br>',
    '=?UTF-8?Q?x?=',
    '?',
    '??',
  ],
  ...[
    'a@b',
    'x@example.com',
    'x@example.com,',
    '@',
    '@@',
    'gmial.com',
    'x@gmial.com',
    'x@yahoo.con',
    ';',
    ',',
    '|',
    '/',
    'tel:',
  ],
  ...['0803 123 4567', '2348031234567', '+234803123456', '+44 20 7946 0321', '+1', '00442079460321'],
  ...[
    'USA',
    'Congo',
    'Narnia',
    'yes',
    'maybe',
    'YES',
    'true',
    '{"a":1}',
    '{}',
    '[1]',
    '.',
    '..',
    '__proto__',
    'a'.repeat(199),
    'a'.repeat(201),
    'é'.repeat(260),
  ],
];

/** A small generator of our own: fast enough for millions of rows, and the same rows each time. */
function makeRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Random = ReturnType<typeof makeRandom>;

function pick<T>(values: readonly T[], random: Random): T {
  const value = values[random(values.length)];
  if (value === undefined) throw new Error('Expected a value.');
  return value;
}

function damage(cell: string, random: Random): string {
  const piece =
    random(4) > 0 ? pick(PIECES, random) : String.fromCharCode(random(random(2) > 0 ? 0x250 : 0x10000));
  const at = random(cell.length + 1);
  switch (random(6)) {
    case 0:
      return piece;
    case 1:
      return piece + cell;
    case 2:
      return cell + piece;
    case 3:
      return cell.slice(0, at) + cell.slice(at + 1);
    case 4:
      return cell.slice(0, at) + piece + cell.slice(at + 1);
    default:
      return cell.slice(0, at) + piece + cell.slice(at);
  }
}

function toCells(values: readonly (readonly string[])[], random: Random): string[] {
  const cells = values.map((some) => pick(some, random));
  for (let left = random(3); left > 0; left -= 1) {
    const at = random(cells.length);
    cells[at] = damage(cells[at] ?? '', random);
  }
  if (random(50) === 0) cells.push(pick(['', 'more'], random));
  return cells;
}

interface Counts {
  readonly plain: number;
  /** Plain, and yet there was something to say. */
  readonly noted: number;
}

type Rules = Pick<RowRules, 'strict' | 'zipcode'>;

function numberTexts({ columns }: Mapping, { cells }: SourceRow): readonly string[] {
  return ['externalId', 'address.zipcode'].map((column) => cells[columns.indexOf(column)] ?? '');
}

/** Compares the two on a row; gives what the validator says of a plain one, and undefined for any other. */
function makeComparison(mapping: Mapping, rules: Rules): (row: SourceRow) => ValidatedRow | undefined {
  const isPlain = makePlainRowCheck(mapping, { toCountryCode, hasAccount: true, ...OPTIONS, ...rules });
  if (isPlain === undefined) throw new Error('Expected a mapping that has plain rows.');
  const validate = makeRowValidator(mapping, { ...OPTIONS, ...rules, accountId: 'wallet', toCountryCode });
  const toMapped = makeRowMapper(mapping);
  const toKeys = makeKeyReader(mapping);
  const toIssues = makePlainIssues(mapping, rules.zipcode);
  return (row) => {
    if (!isPlain(row)) return undefined;
    const expected = validate(toMapped(row));
    // As text: the order of fields is that of requests.
    const found = { ...toPlainRow(toMapped(row)), issues: toIssues(row) };
    if (JSON.stringify(found) !== JSON.stringify(expected))
      expect(found, JSON.stringify(row.cells)).toEqual(expected);
    if (JSON.stringify(toKeys(row).keys) !== JSON.stringify(expected.keys))
      expect(toKeys(row).keys).toEqual(expected.keys);
    // The norms count them without normalising.
    for (const cell of numberTexts(mapping, row)) if (normaliseNumberText(cell) !== cell) expect.fail(cell);
    return expected;
  };
}

/** Compares the two on this many rows. */
function compare(
  mapping: Mapping,
  values: readonly (readonly string[])[],
  { rows, ...rules }: Rules & { readonly rows: number },
): Counts {
  const random = makeRandom(rows + values.length);
  const compareRow = makeComparison(mapping, rules);
  let [plain, noted] = [0, 0];
  for (let rowNumber = 1; rowNumber <= rows; rowNumber += 1) {
    const found = compareRow({ rowNumber, line: rowNumber + 1, cells: toCells(values, random) });
    if (found === undefined) continue;
    plain += 1;
    if (found.issues.length > 0) noted += 1;
  }
  return { plain, noted };
}

const ROWS = bySize({ small: 6000, full: 2_000_000 });

it.each([
  { strict: false, isNoted: true },
  { strict: true, isNoted: false },
  { strict: false, zipcode: 'number', isNoted: true },
  { strict: true, zipcode: 'text', isNoted: false },
] as const)('agrees with the validator on every row that it accepts: %o', ({ isNoted, ...rules }) => {
  const rows = ROWS / 2;
  const mapping = toMapping(Object.keys(COLUMNS));
  const { plain, noted } = compare(mapping, Object.values(COLUMNS), { rows, ...rules });
  // Neither none nor all: the comparison would prove nothing.
  expect(plain).toBeGreaterThan(rows / 20);
  expect(plain).toBeLessThan(rows / 2);
  expect(noted > plain / 10).toBe(isNoted);
});

it.each(readdirSync(FIXTURES))('agrees with the validator on %s, which a new rule has a file of', (name) => {
  const text = readFileSync(new URL(name, FIXTURES), 'utf8');
  const [header = [], ...lines] = parse(text, { relax_column_count: true });
  const compareRow = makeComparison(toMapping(header), { strict: false });
  expect(lines.length).toBeGreaterThan(1);
  lines.forEach((cells, at) => void compareRow({ rowNumber: at + 1, line: at + 2, cells }));
});

it('agrees with the validator on names of two columns', () => {
  const mapping: Mapping = {
    columns: ['First', 'Last', 'email'],
    uses: [{ kind: 'first_name' }, { kind: 'last_name' }, { kind: 'field', field: 'email' }],
    issues: [],
  };
  const names = ['Jane', '', 'N', 'Zoë', 'undefi', 'ned', 'nan', 'None'];
  const { plain } = compare(mapping, [names, names, COLUMNS['email'] ?? []], {
    rows: ROWS / 4,
    strict: false,
  });
  expect(plain).toBeGreaterThan(ROWS / 40);
  expect(plain).toBeLessThan(ROWS / 8);
});

it.each<readonly [string, Partial<Mapping>]>([
  [
    'makes a field',
    {
      made: [{ target: { kind: 'field', field: 'name' }, value: { from: { kind: 'constant', text: 'x' } } }],
    },
  ],
  ['leaves rows out', { conditions: [{ at: 0, is: 'filled', values: [] }] }],
  ['says the country of phones', { defaultCountry: { from: { kind: 'constant', text: 'NG' } } }],
  ['has cells beyond a header', { columns: ['name', 'bulk_extra_1'] }],
])('leaves all rows to the validator where the mapping %s', (_what, part) => {
  const mapping = { ...toMapping(['name', 'externalId']), ...part };
  expect(
    makePlainRowCheck(mapping, { toCountryCode, hasAccount: true, provisionAddress: false, strict: false }),
  ).toBeUndefined();
});

it('leaves all rows to the validator where each asks for an address without a wallet', () => {
  const mapping = toMapping(['name', 'externalId']);
  expect(
    makePlainRowCheck(mapping, { toCountryCode, hasAccount: false, provisionAddress: true, strict: false }),
  ).toBeUndefined();
});
