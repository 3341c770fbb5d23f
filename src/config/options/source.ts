/** Options of the commands that read a source. */
import { z } from 'zod';
import { once } from '../../core/once.js';
import { DIALECT_NAMES, ESCAPES } from '../../core/dialects.js';
import { mappingFileSchema } from '../../core/mapping-file.js';
import { rulesSchema } from '../../core/rules.js';
import { flag, inGroup, option, requiredOption } from './option.js';
import { omitOptions } from './variants.js';
import {
  anyText,
  choice,
  commentMark,
  count,
  delimiter,
  matching,
  rowQuota,
  several,
  severalMatching,
  text,
  texts,
  toEither,
} from './values.js';

const GROUP = 'Source';

const UNKNOWN_COLUMNS = ['warn', 'error', 'ignore', 'metadata'] as const;

const A_SHEET = 'the name or number of a sheet';

/** The usual ones; many others are read as well. */
const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1254',
  'iso-8859-1',
  'iso-8859-15',
  'macintosh',
  'cp850',
  'cp437',
  'gbk',
  'big5',
  'shift_jis',
  'euc-kr',
] as const;

export const SOURCE = inGroup(GROUP, {
  delimiter: option(delimiter, {
    valueName: 'CHAR',
    help: 'Character between cells, or "tab"',
    absent: 'detected',
  }),
  encoding: option(text('the name of an encoding'), {
    valueName: 'NAME',
    help: 'Encoding of the text, such as windows-1252, gbk, shift_jis, macintosh or cp850',
    absent: 'detected',
    suggestions: ENCODINGS,
  }),
  dialect: option(choice(DIALECT_NAMES), {
    valueName: 'NAME',
    help: 'Program that wrote the text: its delimiter, quotes, escapes and words for "no value"',
    choices: DIALECT_NAMES,
  }),
  escape: option(choice(ESCAPES), {
    valueName: 'HOW',
    help: 'backslash (\\" \\n \\t \\\\ \\N) or double ("" within quotes)',
    absent: 'that of --dialect, else double',
    choices: ESCAPES,
  }),
  /** Cells that mean "no value", from all `--null`. */
  null: option(texts, {
    valueName: 'TEXT',
    help: 'Cells that are exactly TEXT are empty; repeatable',
    isRepeatable: true,
    inFile: several(anyText, 'a text, or a list of texts'),
    absent: 'those of --dialect',
  }),
  sheet: option(text(A_SHEET), {
    valueName: 'NAME|N',
    inFile: once(() =>
      z.union([text(A_SHEET)(), z.int({ error: A_SHEET }).min(1, { error: A_SHEET })], { error: A_SHEET }),
    ),
    help: 'Sheet of a workbook, by name or number',
    absent: 'the first with rows',
  }),
  headerRow: option(count(), {
    valueName: 'N',
    help: 'Line of the file, or row of the sheet, with the column names',
    absent: 'found by its names, else the first',
  }),
  header: flag(
    'The source has a row with the column names. --no-header: all rows are data; map them by position (#2)',
    {
      isOn: true,
    },
  ),
  comment: option(commentMark, {
    valueName: 'CHAR',
    help: 'Lines of a text that begin with it are not rows, such as #',
  }),
  query: option(text('a SELECT'), {
    valueName: 'SQL',
    help: 'The SELECT that gives the rows of a SQLite database file',
  }),
  expectRows: option(rowQuota({ allowsZero: false }), {
    valueName: 'N|N%',
    help: 'Refuse a source with fewer rows (1000, or 95% of the rows of its previous run)',
  }),
  sourceName: option(matching(/^[^/\\\p{Cc}]{1,100}$/u, 'a name of up to 100 characters, without / and \\'), {
    valueName: 'NAME',
    help: 'Name of the source for --previous, --expect-rows, --metrics, `runs` and locks, above all of -',
    absent: 'its path',
  }),
  /** What each field is made of, and which rows are read: from the file of `--mapping`, and all `--map`, `--set` and `--where`. */
  map: requiredOption(
    once(() => mappingFileSchema.default({})),
    {
      valueName: 'FIELD=COLUMN',
      help: 'FIELD=COLUMN: read FIELD from that column; A+B joins two, A,B is the first not empty; repeatable',
      isRepeatable: true,
      inFile: severalMatching(/^[^=]+=.+$/s, 'a text such as email=E-mail'),
    },
  ),
  unknownColumns: option(choice(UNKNOWN_COLUMNS), {
    valueName: 'HOW',
    help: `${toEither(UNKNOWN_COLUMNS)} (send as metaData.<column>)`,
    default: 'warn',
    choices: UNKNOWN_COLUMNS,
  }),
  defaultCountry: option(
    once(() =>
      matching(/^[A-Za-z]{2}$/, 'a country code of two letters')().transform((code) => code.toUpperCase()),
    ),
    { valueName: 'CC', help: 'Country code for phones without +' },
  ),
  /** The rules in the file. */
  rules: option(
    once(() => rulesSchema),
    {
      valueName: 'FILE',
      help: 'JSON file of rules of your own (see docs/guides/custom-rules.md)',
      isPath: true,
      inFile: text('a file'),
    },
  ),
  strict: flag('Warnings are errors'),
  limit: option(count(), { valueName: 'N', help: 'Only the first N rows' }),
});

const MEANING = { map: true, unknownColumns: true, defaultCountry: true, rules: true, strict: true } as const;

/** How the file is read, without what its columns mean and what is asked of its rows. */
export const READING = omitOptions(SOURCE, MEANING);

/** Only the command line has these: what they say becomes the option `map`. */
export const SOURCE_FILES = inGroup(GROUP, {
  mapping: option(text('a file'), {
    valueName: 'FILE',
    help: 'JSON file of the mapping (see docs/reference/mapping-file.md); --map overrides it',
    isPath: true,
  }),
  set: option(text('a field and a value'), {
    valueName: 'FIELD=VALUE',
    help: 'FIELD=VALUE: the same value for every row; repeatable',
    isRepeatable: true,
    inFile: severalMatching(/^[^=]+=.+$/s, 'a text such as metaData.source=legacy'),
  }),
  where: option(text('a column and a value'), {
    valueName: 'COLUMN=VALUE',
    help: 'COLUMN=VALUE or COLUMN!=VALUE: read only such rows, skip the others; repeatable',
    isRepeatable: true,
    inFile: severalMatching(/^[^=]+=.*$/s, 'a text such as active=1'),
  }),
});
