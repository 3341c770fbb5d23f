/** The digits of a number, placed by a format: `#,##0.00`, `00000`, `000-00-0000`, `0%`. */
import type { Token } from './tokens.js';

/** The number without its sign; undefined for a format without digit placeholders. */
export function toNumberText(size: number, tokens: readonly Token[]): string | undefined {
  const places = toPlaces(tokens);
  if (places.whole.length + places.decimals.length === 0) return undefined;
  const { whole, decimals } = toDigits(
    (size * 100 ** places.percents) / 1000 ** places.thousandths,
    places.decimals.length,
  );
  return fill(tokens, places, whole, decimals);
}

interface Places {
  /** Positions of the digit tokens before and after the point. */
  readonly whole: readonly number[];
  readonly decimals: readonly number[];
  readonly isGrouped: boolean;
  readonly percents: number;
  /** Commas after the last digit: each divides by a thousand. */
  readonly thousandths: number;
}

function toPlaces(tokens: readonly Token[]): Places {
  const positions = (kind: Token['kind']): number[] =>
    [...tokens.keys()].filter((at) => tokens[at]?.kind === kind);
  const point = positions('point')[0] ?? tokens.length;
  const digits = positions('digit');
  const whole = digits.filter((at) => at < point);
  const lastWhole = whole.at(-1) ?? -1;
  const commas = positions('comma');
  return {
    whole,
    decimals: digits.filter((at) => at > point),
    isGrouped: commas.some((at) => at < lastWhole && at > (whole[0] ?? Infinity)),
    percents: positions('percent').length,
    thousandths: commas.filter((at) => at > lastWhole && at > (digits[0] ?? Infinity)).length,
  };
}

/** Rounded half up from the fifteen digits that Excel keeps, not from the binary number: 1.005 to two places is 1.01. */
function toDigits(size: number, places: number): { readonly whole: string; readonly decimals: string } {
  const [mantissa = '0', exponent = '0'] = size.toExponential(14).split('e');
  const digits = BigInt(mantissa.replace('.', ''));
  const surplus = 14 - Number(exponent) - places;
  const scale = 10n ** BigInt(Math.abs(surplus));
  const rounded = surplus > 0 ? (digits * 2n + scale) / (scale * 2n) : digits * scale;
  const text = String(rounded).padStart(places + 1, '0');
  const whole = text.slice(0, text.length - places).replace(/^0+/, '');
  return { whole, decimals: text.slice(text.length - places) };
}

function fill(tokens: readonly Token[], places: Places, whole: string, decimals: string): string {
  const texts = tokens.map(toFixedText);
  let left = whole;
  let count = 0;
  for (const at of places.whole.toReversed()) {
    const token = tokens[at];
    const isFirst = at === places.whole[0];
    const taken = isFirst ? left : left.slice(-1);
    left = left.slice(0, left.length - taken.length);
    const filled = taken === '' && token?.kind === 'digit' && token.fill === '0' ? '0' : taken;
    let text = '';
    for (const digit of Array.from(filled).toReversed()) {
      text = digit + (places.isGrouped && count > 0 && count % 3 === 0 ? ',' : '') + text;
      count += 1;
    }
    texts[at] = text;
  }
  const needed = places.decimals.findLastIndex((at, index) => {
    const token = tokens[at];
    return decimals.charAt(index) !== '0' || (token?.kind === 'digit' && token.fill === '0');
  });
  places.decimals.forEach((at, index) => (texts[at] = index <= needed ? decimals.charAt(index) : ''));
  if (places.whole.length === 0) texts[tokens.findIndex(({ kind }) => kind === 'point')] = `${whole}.`;
  return texts.join('');
}

function toFixedText(token: Token): string {
  if (token.kind === 'literal') return token.text;
  if (token.kind === 'point') return '.';
  return token.kind === 'percent' ? '%' : '';
}
