/** Parses the code of a number format (ECMA-376 part 1, 18.8.31). */

export type Token =
  | { readonly kind: 'literal'; readonly text: string }
  /** `0`, `#` or `?`. */
  | { readonly kind: 'digit'; readonly fill: string }
  | { readonly kind: 'point' | 'comma' | 'percent' | 'text' | 'general' }
  /** `yyyy`, `mm`, `[h]`, `AM/PM`, `.00` after seconds, …, in lower case. */
  | { readonly kind: 'date'; readonly code: string };

export interface Section {
  readonly tokens: readonly Token[];
  /** `[>=100]`. */
  readonly condition?: (value: number) => boolean;
  /** The code asks for the system's own form of a date (`F800`) or time (`F400`). */
  readonly system?: 'date' | 'time';
}

/** The sections between `;`; undefined for a code that is not supported here: scientific, fractions, eras. */
export function parseFormat(code: string): readonly Section[] | undefined {
  const sections: Section[] = [];
  let tokens: Token[] = [];
  let extra: Omit<Section, 'tokens'> = {};
  let rest = code;
  while (rest !== '') {
    const [text, ...groups] = PATTERN.exec(rest) ?? [];
    if (text === undefined || text === '') return undefined;
    rest = rest.slice(text.length);
    if (text === ';') {
      sections.push({ tokens, ...extra });
      [tokens, extra] = [[], {}];
      continue;
    }
    const [quoted, escaped, bracket] = groups;
    if (bracket !== undefined) extra = { ...extra, ...addBracket(tokens, bracket) };
    else if (quoted !== undefined || escaped !== undefined)
      tokens.push({ kind: 'literal', text: quoted ?? escaped ?? '' });
    else if (/^[_*]/.test(text)) continue;
    else tokens.push(toToken(text));
  }
  return [...sections, { tokens, ...extra }];
}

/** Other unquoted letters are not part of a code; `_x` and `*x` are spaces for the eye. */
const PATTERN =
  /^(?:"([^"]*)"|\\(.)|\[([^\]]*)\]|[_*].|General|AM\/PM|A\/P|y+|m+|d+|h+|s+(?:\.0+)?|[0#?.,%@;]|[^A-Za-z[\]"\\_*/]|\/(?![#?\d]))/isu;

function toToken(text: string): Token {
  const lower = text.toLowerCase();
  if (/^[0#?]$/.test(text)) return { kind: 'digit', fill: text };
  if (text === '.') return { kind: 'point' };
  if (text === ',') return { kind: 'comma' };
  if (text === '%') return { kind: 'percent' };
  if (text === '@') return { kind: 'text' };
  if (lower === 'general') return { kind: 'general' };
  if (/^([ymdhs]|am?\/pm?)/.test(lower)) return { kind: 'date', code: lower };
  return { kind: 'literal', text };
}

/** The content of brackets: elapsed time, a currency, a condition, a system format; a colour is ignored. */
function addBracket(tokens: Token[], bracket: string): Omit<Section, 'tokens'> {
  if (/^(h+|m+|s+)$/i.test(bracket))
    tokens.push({ kind: 'date', code: `[${bracket.toLowerCase().charAt(0)}]` });
  const [, currency = '', locale = ''] = /^\$([^-]*)-?(.*)$/.exec(bracket) ?? [];
  if (currency !== '') tokens.push({ kind: 'literal', text: currency });
  if (/F800$/i.test(locale)) return { system: 'date' };
  if (/F400$/i.test(locale)) return { system: 'time' };
  const [, operator = '', limit] = /^(<=|>=|<>|<|>|=)(-?[\d.]+)$/.exec(bracket) ?? [];
  const compare = COMPARE.get(operator);
  return compare === undefined ? {} : { condition: (value) => compare(value, Number(limit)) };
}

const COMPARE: ReadonlyMap<string, (a: number, b: number) => boolean> = new Map([
  ['<=', (a, b) => a <= b],
  ['>=', (a, b) => a >= b],
  ['<>', (a, b) => a !== b],
  ['<', (a, b) => a < b],
  ['>', (a, b) => a > b],
  ['=', (a, b) => a === b],
]);
