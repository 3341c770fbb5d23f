/** Shows a cell as its number format does. */
import { toDateText } from './date.js';
import { toGeneral } from './general.js';
import { toNumberText } from './number.js';
import { chooseSection } from './sections.js';
import { parseFormat, type Section, type Token } from './tokens.js';

export interface NumberFormat {
  /** `raw` is the number as written in the file. */
  formatNumber(raw: string): string;
  formatText(text: string): string;
}

/**
 * The format of a code. The value itself is given if the display would lose information or is not supported here: a
 * scientific or fractional format, one that shows nothing, or one for a number with more digits than Excel keeps. A date
 * in the system's own form, or in an unknown one, is given as `2026-11-22`, with ` 10:30:00` if it has a time.
 */
export function makeFormat(code: string, is1904: boolean): NumberFormat {
  const sections = parseFormat(code);
  const known = sections ?? (looksLikeDate(code) ? [{ tokens: [], system: 'date' as const }] : []);
  return {
    formatNumber: (raw) => {
      const value = Number(raw);
      if (raw.trim() === '' || !Number.isFinite(value)) return raw;
      const shown = show(value, known, is1904)?.trim();
      return shown === undefined || shown === '' ? toGeneral(value, raw.trim()) : shown;
    },
    formatText: (text) => {
      const tokens =
        sections?.find((section) => section.tokens.some(({ kind }) => kind === 'text'))?.tokens ?? [];
      if (tokens.length <= 1) return text;
      return tokens.map((token) => (token.kind === 'text' ? text : toLiteral(token))).join('');
    },
  };
}

/** Undefined if the value itself should be given. */
function show(value: number, sections: readonly Section[], is1904: boolean): string | undefined {
  const chosen = chooseSection(value, sections);
  if (chosen === undefined) return undefined;
  const { tokens, system } = chosen.section;
  if (system === 'time') return toDateText(value, ISO_TIME, is1904);
  if (system === 'date') return toIsoText(value, is1904);
  if (tokens.some(({ kind }) => kind === 'date')) return toDateText(value, tokens, is1904);
  if (tokens.some(({ kind }) => kind === 'general' || kind === 'text')) return undefined;
  const size = Math.abs(value);
  if (size >= 1e15) return undefined;
  const text = toNumberText(size, tokens);
  if (text === undefined) return undefined;
  return value < 0 && chosen.addsSign && /[1-9]/.test(text) ? `-${text}` : text;
}

function toIsoText(value: number, is1904: boolean): string | undefined {
  const day = toDateText(value, ISO_DATE, is1904);
  const time = toDateText(value, ISO_TIME, is1904);
  return day === undefined || time === '00:00:00' ? day : `${day} ${time}`;
}

const date = (code: string): Token => ({ kind: 'date', code });
const literal = (text: string): Token => ({ kind: 'literal', text });
const ISO_DATE = [date('yyyy'), literal('-'), date('mm'), literal('-'), date('dd')];
const ISO_TIME = [date('hh'), literal(':'), date('mm'), literal(':'), date('ss')];

function looksLikeDate(code: string): boolean {
  const bare = code.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]|[_*]./g, '');
  return /[ydhs]/i.test(bare.replaceAll(/general/gi, '')) && !/[0#?]/.test(bare.replace(/s\.0+/, ''));
}

function toLiteral(token: Token): string {
  return token.kind === 'literal' ? token.text : '';
}
