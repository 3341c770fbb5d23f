/** Texts that exports and readers get wrong, each with what must be at the server in the end. */
import type { Code } from '../../src/core/codes.js';

export interface AwkwardText {
  readonly name: string;
  /** As the database holds it; null is NULL. */
  readonly text: string | null;
  /** What arrives: spaces around a text are removed, line ends become LF, letters are composed (NFC). @default the text */
  readonly arrives?: string;
  /** What arrives in a field of one line, if it is not refused. @default as above */
  readonly arrivesInLine?: string;
  /** Codes that may refuse it: in any field, or in some. @default none */
  readonly refused?: readonly Code[];
  readonly refusedInLine?: readonly Code[];
  readonly refusedInKey?: readonly Code[];
  readonly refusedInName?: readonly Code[];
  /** PostgreSQL has no text with U+0000. */
  readonly notInPostgres?: boolean;
}

const NOTHING: Pick<AwkwardText, 'arrives' | 'refusedInName'> = {
  arrives: '',
  refusedInName: ['name_missing'],
};
/** A line break or a tab in a field of one line. */
const BREAKS: Pick<AwkwardText, 'refusedInLine' | 'refusedInKey'> = {
  refusedInLine: ['control_character', 'line_break'],
  refusedInKey: ['control_character', 'line_break'],
};
const CONTROL: Pick<AwkwardText, 'refused'> = { refused: ['control_character'] };
const NULL_WORD: Pick<AwkwardText, 'refusedInKey'> = { refusedInKey: ['null_key'] };

export const AWKWARD_TEXTS: readonly AwkwardText[] = [
  // No value, and words that mean it.
  { name: 'NULL', text: null, ...NOTHING },
  { name: 'an empty text', text: '', ...NOTHING },
  { name: 'one space', text: ' ', ...NOTHING },
  { name: 'the word NULL', text: 'NULL', ...NULL_WORD },
  { name: 'the word null', text: 'null', ...NULL_WORD },
  { name: 'the surname Null', text: 'Null' },
  { name: 'the word None', text: 'None', ...NULL_WORD },
  { name: 'the word nan', text: 'nan', ...NULL_WORD },
  { name: 'the word undefined', text: 'undefined', ...NULL_WORD },
  { name: 'N/A', text: 'N/A', ...NULL_WORD },
  { name: 'backslash N as a text', text: '\\N', refused: ['null_marker', 'null_word'] },
  { name: 'backslash N within a text', text: 'plan \\N here', refusedInName: ['null_marker'] },
  { name: 'backslash backslash N', text: '\\\\N' },

  // Quotes.
  { name: 'one quote', text: '"' },
  { name: 'two quotes', text: '""' },
  { name: 'a quote at the beginning', text: '"big' },
  { name: 'a quote at the end', text: '5" pipe 6"' },
  { name: 'a quoted word', text: 'the "big" one' },
  { name: 'a text in quotes', text: '"quoted"' },
  { name: 'a quote and a comma', text: 'a","b' },
  { name: 'an apostrophe', text: "O'Neil" },
  { name: 'an apostrophe at the beginning', text: "'t Hooft" },
  { name: 'two apostrophes', text: "''" },
  { name: 'a backtick', text: '`x`' },

  // Backslashes.
  { name: 'a backslash', text: 'a\\b' },
  { name: 'a backslash at the end', text: 'C:\\temp\\' },
  { name: 'only a backslash', text: '\\' },
  { name: 'two backslashes at the end', text: 'share\\\\' },
  { name: 'backslash n as two characters', text: 'C:\\new\\table\\0' },
  { name: 'backslash quote', text: 'say \\"hi\\"' },
  { name: 'backslash comma', text: 'a\\,b' },
  { name: 'a backslash before a break', text: 'one\\\ntwo', arrivesInLine: 'one\\ two', ...BREAKS },
  { name: 'a network path', text: '\\\\server\\share' },
  { name: 'backslash dot', text: '\\.' },
  { name: 'backslash x41', text: '\\x41' },

  // Breaks.
  { name: 'LF', text: 'one\ntwo', arrivesInLine: 'one two', ...BREAKS },
  { name: 'CR', text: 'one\rtwo', arrives: 'one\ntwo', arrivesInLine: 'one two', ...BREAKS },
  { name: 'CRLF', text: 'one\r\ntwo', arrives: 'one\ntwo', arrivesInLine: 'one two', ...BREAKS },
  { name: 'an empty line', text: 'one\n\ntwo', arrivesInLine: 'one two', ...BREAKS },
  { name: 'LF at the end', text: 'after\n', arrives: 'after' },
  { name: 'CR at the end', text: 'return\r', arrives: 'return' },
  { name: 'LF at the beginning', text: '\nbefore', arrives: 'before' },
  { name: 'backslash dot on a line', text: 'one\n\\.\ntwo', arrivesInLine: 'one \\. two', ...BREAKS },
  { name: 'a quote and a break', text: 'a "b\nc" d', arrivesInLine: 'a "b c" d', ...BREAKS },
  {
    name: 'a vertical tab',
    text: 'one\vtwo',
    arrivesInLine: 'one two',
    refused: ['control_character', 'line_break'],
  },
  { name: 'a line separator', text: 'one\u2028two', arrivesInLine: 'one two', ...BREAKS },
  { name: 'NEL', text: 'one\u0085two', ...CONTROL, ...BREAKS },

  // Delimiters and spaces.
  { name: 'a tab', text: 'one\ttwo', arrivesInLine: 'one two', ...BREAKS },
  { name: 'tabs around', text: '\ttabs\t', arrives: 'tabs' },
  { name: 'a comma', text: 'Doe, Jane' },
  { name: 'a semicolon', text: 'a;b;c' },
  { name: 'a pipe', text: 'a|b|c' },
  { name: 'only delimiters', text: ',;|' },
  { name: 'spaces around', text: '  spaces  ', arrives: 'spaces' },
  { name: 'two spaces inside', text: 'one  two' },
  { name: 'a no-break space', text: 'one\u00A0two', refusedInKey: ['invisible_character'] },
  { name: 'no-break spaces around', text: '\u00A0no-break\u00A0', arrives: 'no-break' },
  { name: 'a zero-width space', text: 'one\u200Btwo', refusedInKey: ['invisible_character'] },
  { name: 'a byte order mark', text: '\uFEFFmark', arrives: 'mark' },
  { name: 'a soft hyphen', text: 'Donau\u00ADdampf', refusedInKey: ['invisible_character'] },

  // Letters.
  { name: 'accents', text: 'Zoë Müller-Łęcka' },
  { name: 'combining marks', text: 'Zoe\u0308', arrives: 'Zoë' },
  { name: 'Chinese', text: '王小明' },
  { name: 'Arabic', text: 'محمد علي' },
  { name: 'Hebrew with a mark', text: '\u200Fשלום\u200F', arrives: 'שלום' },
  { name: 'Hindi', text: 'प्रिया शर्मा' },
  { name: 'Thai', text: 'สมชาย' },
  { name: 'emoji', text: 'Ann 🙂' },
  { name: 'an emoji of many parts', text: '👩‍👩‍👧‍👦', refusedInKey: ['invisible_character'] },
  { name: 'beyond the first plane', text: '𠮷野家 𝒳' },
  { name: 'a replacement character', text: 'Jos\uFFFD', refused: ['mojibake'] },
  { name: 'a private-use character', text: 'a\uE000b' },
  { name: 'the last plane', text: 'a\u{10FFFD}b' },
  { name: 'a noncharacter', text: 'a\u{10FFFF}b' },

  // Numbers, dates, flags as text.
  { name: 'leading zeros', text: '00501' },
  { name: 'a number beyond 2^53', text: '9007199254740993' },
  { name: 'forty digits', text: '1234567890123456789012345678901234567890' },
  { name: 'a decimal with a zero', text: '0.10' },
  { name: 'a decimal comma', text: '1.234,50' },
  { name: 'minus zero', text: '-0' },
  { name: 'scientific', text: '1E5' },
  { name: 'scientific with a plus', text: '2.34E+11', refusedInKey: ['spreadsheet_scientific'] },
  { name: 'a phone with a plus', text: '+2348012345678' },
  { name: 'true', text: 'true', refused: ['id_is_boolean'] },
  { name: 't', text: 't' },
  { name: 'zero date', text: '0000-00-00' },
  { name: 'infinity', text: 'infinity' },
  { name: 'a date', text: '2024-02-29' },
  { name: 'a day and a month', text: 'Mar-05' },
  { name: 'hexadecimal', text: '0x1A' },

  // What another program would run or take for syntax.
  { name: 'a formula', text: "=cmd|'/C calc'!A0" },
  { name: 'a text formula', text: '="00123"', arrives: '00123' },
  { name: 'a plus formula', text: '+1+1' },
  { name: 'an at sign', text: '@SUM(1)' },
  { name: 'two dashes', text: '--' },
  { name: 'many dashes', text: '----------' },
  { name: 'a SQL comment', text: "x'; DROP TABLE customers; --" },
  { name: 'a number sign', text: '# 12' },
  { name: 'overflow signs', text: '########', refused: ['spreadsheet_overflow'] },
  { name: 'an error of a spreadsheet', text: '#REF!', refused: ['spreadsheet_error'] },
  { name: 'a footer', text: '(4 rows)' },
  { name: 'a footer of sqlcmd', text: '(4 rows affected)' },
  { name: 'sep=', text: 'sep=;' },
  { name: 'the header', text: 'address.city' },
  { name: 'JSON', text: '{"a":"b\\"c","d":[1,null]}' },
  { name: 'a JSON list', text: '["a","b"]' },
  { name: 'an array of PostgreSQL', text: '{a,"b c",NULL}' },
  { name: 'bytes of PostgreSQL', text: '\\x00ff5c' },
  { name: 'XML', text: '<a b="c">&d;</a>' },
  { name: 'an HTML entity', text: 'AT&amp;T' },
  { name: 'a URL', text: 'https://example.com/?a=b&c=%20d#e' },
  { name: 'a percentage', text: '100% Cotton' },
  { name: 'dollar and braces', text: '${HOME} $1 {{x}} %s' },
  { name: 'an email with a comma', text: 'Ann, ann@example.org', refused: ['rows_swallowed'] },

  // Controls.
  { name: 'U+0000', text: 'a\0b', notInPostgres: true, ...CONTROL },
  { name: 'U+0001', text: '\u0001', ...CONTROL },
  { name: 'backspace', text: 'a\bb', ...CONTROL },
  { name: 'form feed', text: 'a\fb', arrivesInLine: 'a b', ...CONTROL },
  { name: 'U+0011 to U+0014', text: 'a\u0011\u0012\u0013\u0014b', ...CONTROL },
  { name: 'U+001A', text: 'a\u001Ab', ...CONTROL },
  { name: 'U+001A at the end', text: 'a\u001A', ...CONTROL },
  { name: 'escape', text: 'a\u001B[31mb', ...CONTROL },
  { name: 'DEL', text: 'a\u007Fb', ...CONTROL },
  { name: 'a C1 control', text: 'a\u0081b', ...CONTROL },
  { name: 'ESCAPED backslash and controls', text: '\\\u0012\\\u0011', ...CONTROL },

  // Length.
  { name: '255 characters', text: 'x'.repeat(255) },
  { name: '300 characters', text: 'é'.repeat(300), refused: ['field_too_long'] },
  { name: '45,000 characters', text: 'Lorem "ipsum", '.repeat(3000).trim(), refused: ['field_too_long'] },
];
