/** Removes escapes of JSON, URLs and HTML for a search, and maps positions back to the original text. */

/** Lower-case text without one layer of escapes, and where its characters were in the text before. */
export interface Unescaped {
  readonly text: string;
  /** The characters from `start` to `end` (exclusive), as positions in the text before. */
  readonly toSource: (start: number, end: number) => readonly [start: number, end: number];
}

interface EscapeForm {
  /** Position of the character in the text without escapes. */
  readonly at: number;
  readonly start: number;
  readonly end: number;
}

/** `%2b` · `\u002b`, `\x2b` · `\/` · `&#43;` · `&#x2b;` · `&plus;` */
const ESCAPE =
  /%([0-9a-f]{2})|\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|(["\\/bfnrt]))|&#(\d{1,7});?|&#x([0-9a-f]{1,6});?|&([a-z]{2,6});/g;

const LETTERS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** The printable ASCII characters that have a name in HTML; names in lower case. */
const NAMED: Readonly<Record<string, string>> = {
  excl: '!',
  quot: '"',
  num: '#',
  dollar: '$',
  percnt: '%',
  amp: '&',
  apos: "'",
  lpar: '(',
  rpar: ')',
  ast: '*',
  midast: '*',
  plus: '+',
  comma: ',',
  period: '.',
  sol: '/',
  colon: ':',
  semi: ';',
  lt: '<',
  equals: '=',
  gt: '>',
  quest: '?',
  commat: '@',
  lsqb: '[',
  lbrack: '[',
  bsol: '\\',
  rsqb: ']',
  rbrack: ']',
  hat: '^',
  lowbar: '_',
  grave: '`',
  lcub: '{',
  lbrace: '{',
  verbar: '|',
  vert: '|',
  rcub: '}',
  rbrace: '}',
};

/** Lower case, position by position: U+0130 alone would become two units. */
export function toLower(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text.replaceAll('\u0130', 'i').toLowerCase();
}

/** Whether the text may contain an escape. */
export function hasEscape(text: string): boolean {
  return text.includes('%') || text.includes('\\') || text.includes('&');
}

/** Removes one layer of escapes, each becoming one character; undefined if there is none. `text` is in lower case. */
export function unescape(text: string): Unescaped | undefined {
  if (!hasEscape(text)) return undefined;
  const parts: string[] = [];
  const escapes: EscapeForm[] = [];
  let from = 0;
  let length = 0;
  for (const match of text.matchAll(ESCAPE)) {
    const character = toCharacter(match);
    if (character === undefined) continue;
    length += match.index - from + 1;
    parts.push(text.slice(from, match.index), character);
    from = match.index + match[0].length;
    escapes.push({ at: length - 1, start: match.index, end: from });
  }
  if (escapes.length === 0) return undefined;
  parts.push(text.slice(from));
  return {
    text: parts.join(''),
    toSource: (start, end) => [toPlace(escapes, start)[0], toPlace(escapes, end - 1)[1]],
  };
}

function toCharacter([, percent, unicode, hex, letter, decimal, entity, name]: RegExpExecArray):
  string | undefined {
  if (letter !== undefined) return LETTERS[letter] ?? letter;
  if (name !== undefined) return Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
  const digits = percent ?? unicode ?? hex ?? entity;
  const code = digits === undefined ? Number(decimal) : Number.parseInt(digits, 16);
  return code > 0xffff ? '\uFFFD' : toLower(String.fromCharCode(code));
}

/** The original position of the character at `at`. */
function toPlace(escapes: readonly EscapeForm[], at: number): readonly [number, number] {
  let low = 0;
  let high = escapes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((escapes[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const before = escapes[low - 1];
  if (before === undefined) return [at, at + 1];
  if (before.at === at) return [before.start, before.end];
  const start = before.end + at - before.at - 1;
  return [start, start + 1];
}
