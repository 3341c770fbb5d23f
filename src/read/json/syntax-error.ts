/** What is wrong with text that is not JSON, in words that people search for. */
import { BulkError } from '../../core/errors.js';

/** Where a parser gave up. */
export interface FaultPlace {
  readonly name: string;
  readonly line: number;
  /** The end of the text before. */
  readonly before: string;
  /** The line with the fault, or a part of it. */
  readonly text: string;
}

interface Fault {
  readonly what: string;
  readonly hint: string;
}

const NOT_PYTHON = 'In Python, write it with json.dump, not with print or str.';

/** In order: the first whose pattern is found in the text without its strings. */
const FAULTS: readonly (readonly [RegExp, Fault])[] = [
  [
    /\b(ObjectId|ISODate|NumberLong|NumberInt|NumberDecimal|UUID|BinData|Timestamp)\s*\(/,
    { what: 'the output of a MongoDB shell', hint: 'Write the file with mongoexport.' },
  ],
  [
    /^\s*\(\d+ rows?( affected)?\)/,
    {
      what: 'the footer of a database client',
      hint: 'Write rows only: psql -At, or sqlcmd with SET NOCOUNT ON and -h -1.',
    },
  ],
  [/^\s*(\/\/|\/\*|#)/, { what: 'a comment', hint: 'Remove the comments: JSON has none.' }],
  [/[{[,:]\s*'/, { what: 'a single quote', hint: `Write "double quotes". ${NOT_PYTHON}` }],
  [
    /(^|[[,:])\s*(None|True|False)\b/,
    { what: 'None, True or False of Python', hint: `JSON has null, true and false. ${NOT_PYTHON}` },
  ],
  [
    /(^|[[,:])\s*[-+]?(NaN|Infinity|nan|inf|undefined)\b/,
    {
      what: 'NaN, Infinity or undefined, which JSON does not have',
      hint: 'Write null for a missing value. In Python: json.dump(…, allow_nan=False) finds the place.',
    },
  ],
  [
    /[{,]\s*[A-Za-z_$][\w$]*\s*:/,
    {
      what: 'a key without quotes',
      hint: 'Write every key in "double quotes": this is JavaScript or JSON5.',
    },
  ],
  [
    /^\s*[}\]]\s*,\s*$|^\s*\{.*\}\s*,\s*(\{|$)/,
    {
      what: 'a comma between objects that are not in a list',
      hint: 'Put all of them in brackets: [ … ]. Or remove the commas, and write one object to a line.',
    },
  ],
  [/,\s*[}\]]/, { what: 'a comma before a closing bracket', hint: 'Remove the comma after the last value.' }],
  [/[[,:]\s*[-+]?(0\d|\.\d|\+)/, { what: 'a number such as 007, .5 or +1', hint: 'Write it in quotes.' }],
  [/[{,]\s*,/, { what: 'two commas in a row', hint: 'Remove one of them.' }],
  [
    /(""|[}\]\w])\s*(""|[{[])/,
    { what: 'two values without a comma between them', hint: 'Put a comma between them.' },
  ],
];

const BROKEN_STRING: Fault = {
  what: 'a text with a line break, a control character or a single backslash in it',
  hint:
    'Write a line break as \\n and a backslash as \\\\. ' +
    'sqlcmd breaks long lines of FOR JSON: give it -y 0 and no -W, or write the file with bcp.',
};

/** `source_unreadable`, for text that a parser does not take. */
export function toSyntaxError(place: FaultPlace, cause: unknown): BulkError {
  const { name, before, text } = place;
  const fault = findFault(before, text);
  // The parser gives up after the line break that does not belong there.
  const line = fault === BROKEN_STRING && hasOpenQuote(toLastLine(before)) ? place.line - 1 : place.line;
  const found = fault === undefined ? 'a character that has no place there' : fault.what;
  return new BulkError('source_unreadable', `${name}: line ${line} is not JSON: it has ${found}.`, {
    hint: fault?.hint ?? `Look at line ${line}, or check the file with: jq . ${name}`,
    context: { line },
    cause,
  });
}

/** `source_unreadable`, for text that ends too early. */
export function toCutOffError(place: FaultPlace, cause: unknown): BulkError {
  const { name, line, before } = place;
  const lines = emptyStrings(before).trimEnd().split('\n');
  // What follows the line break was too short for the parser to judge.
  if (lines.slice(0, -1).some(hasOpenQuote))
    return toSyntaxError({ ...place, before: before.trimEnd().split('\n').slice(0, -1).join('\n') }, cause);
  const message = `${name} is cut off: the JSON ends on line ${line}, within a value.`;
  return new BulkError('source_unreadable', message, {
    hint: 'Write or copy the file again. In a pipe, check that the program before it ended with status 0.',
    context: { line },
    cause,
  });
}

const DOUBLED: Fault = {
  what: 'backslashes that a database client doubled',
  hint: 'Write the rows with: psql -Atc "SELECT row_to_json(…)" (not COPY), or mysql --batch --raw.',
};

function findFault(before: string, text: string): Fault | undefined {
  // The text would end after two backslashes, and what follows is not what JSON has there.
  if (/\\\\"\s*[^\s,:}\]]/.test(text)) return DOUBLED;
  const line = emptyStrings(text);
  const last = toLastLine(before);
  if (hasOpenQuote(last)) return BROKEN_STRING;
  const own = FAULTS.find(([pattern]) => pattern.test(line));
  if (own !== undefined) return own[1];
  // A quote that is open at the end of the line, before its line break.
  if (hasOpenQuote(line) || /\\[^"\\/bfnrtu]/.test(text)) return BROKEN_STRING;
  return FAULTS.find(([pattern]) => pattern.test(last + line))?.[1];
}

function toLastLine(before: string): string {
  return emptyStrings(before).trimEnd().split('\n').at(-1) ?? '';
}

function hasOpenQuote(emptied: string): boolean {
  return emptied.replaceAll('""', '').includes('"');
}

/** The text with `""` for each string, so that nothing within one is taken for a fault. */
function emptyStrings(text: string): string {
  return text.replaceAll(/"(?:[^"\\\n]|\\.)*"/g, '""');
}
