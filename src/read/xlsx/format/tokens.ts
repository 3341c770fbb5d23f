/** Parses the code of a number format (ECMA-376 part 1, 18.8.31). */

export type Token =
  | { readonly kind: 'literal'; readonly text: string }
  /** `0`, `#` or `?`. */
  | { readonly kind: 'digit'; readonly fill: string }
  | { readonly kind: 'point' | 'comma' | 'percent' | 'text' | 'general' }
  /** `yyyy`, `mm`, `[hh]`, `ss.00`, …, in lower case; `AM/PM` and `A/P` as written. */
  | { readonly kind: 'date'; readonly code: string };

/** `[>=100]`. */
export interface Condition {
  readonly operator: string;
  readonly limit: number;
}

export interface Section {
  readonly tokens: readonly Token[];
  readonly condition?: Condition;
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
  /^(?:"([^"]*)"|\\(.)|\[(?:h+|m+)\]|\[s+\](?:\.0+)?|\[([^\]]*)\]|[_*].|General|AM\/PM|A\/P|y+|m+|d+|h+|s+(?:\.0+)?|[0#?.,%@;]|[^A-Za-z[\]"\\_*/]|\/(?![#?\d]))/isu;

function toToken(text: string): Token {
  const lower = text.toLowerCase();
  if (/^[0#?]$/.test(text)) return { kind: 'digit', fill: text };
  if (text === '.') return { kind: 'point' };
  if (text === ',') return { kind: 'comma' };
  if (text === '%') return { kind: 'percent' };
  if (text === '@') return { kind: 'text' };
  if (lower === 'general') return { kind: 'general' };
  if (/^am?\/pm?$/.test(lower)) return { kind: 'date', code: text };
  if (/^\[?[ymdhs]/.test(lower)) return { kind: 'date', code: lower };
  return { kind: 'literal', text };
}

/** The content of brackets: a currency, a condition, a system format; a colour is ignored. */
function addBracket(tokens: Token[], bracket: string): Omit<Section, 'tokens'> {
  const [, currency = '', locale = ''] = /^\$([^-]*)-?(.*)$/.exec(bracket) ?? [];
  if (currency !== '') tokens.push({ kind: 'literal', text: currency });
  if (/F800$/i.test(locale)) return { system: 'date' };
  if (/F400$/i.test(locale)) return { system: 'time' };
  const [, operator, limit] = /^(<=|>=|<>|<|>|=)(-?[\d.]+)$/.exec(bracket) ?? [];
  return operator === undefined ? {} : { condition: { operator, limit: Number(limit) } };
}
