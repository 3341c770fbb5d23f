/** Checks a value against a rule, except for its pattern. */
import type { Rule } from '../../core/rules.js';
import { isLongerThan, showText } from '../finding.js';

/** What is wrong with a (normalised) value, as `expected …, found ….`, or undefined. */
export type CellCheck = (text: string) => string | undefined;

/** An empty value violates `required` and nothing else. */
export function makeCellCheck(rule: Rule): CellCheck {
  const checks = [makeOneOfCheck(rule), makeLengthCheck(rule), makeNumberCheck(rule)].filter(
    (check) => check !== undefined,
  );
  return (text) => {
    if (text === '') return rule.required === true ? 'expected a value, found none.' : undefined;
    for (const check of checks) {
      const wrong = check(text);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  };
}

/** The comparable form of a rule's values. */
export function toCompared(rule: Rule, text: string): string {
  const composed = text.normalize('NFC');
  return rule.ignoreCase === true ? composed.toLowerCase() : composed;
}

function makeOneOfCheck(rule: Rule): CellCheck | undefined {
  const { oneOf } = rule;
  if (oneOf === undefined) return undefined;
  const allowed = new Set(oneOf.map((value) => toCompared(rule, value)));
  const shown = oneOf.length <= 10 ? oneOf.join(', ') : `${oneOf.slice(0, 10).join(', ')}, …`;
  return (text) =>
    allowed.has(toCompared(rule, text)) ? undefined : `expected one of ${shown}, found ${showText(text)}.`;
}

function makeLengthCheck({ minLength = 0, maxLength }: Rule): CellCheck | undefined {
  if (minLength === 0 && maxLength === undefined) return undefined;
  return (text) => {
    if (maxLength !== undefined && isLongerThan(text, maxLength))
      return `expected at most ${maxLength} characters, found more: ${showText(text)}.`;
    if (!isLongerThan(text, minLength - 1))
      return `expected at least ${minLength} characters, found fewer: ${showText(text)}.`;
    return undefined;
  };
}

function makeNumberCheck({ min, max }: Rule): CellCheck | undefined {
  if (min === undefined && max === undefined) return undefined;
  const range =
    min === undefined
      ? `a number up to ${String(max)}`
      : max === undefined
        ? `a number from ${min}`
        : `a number from ${min} to ${max}`;
  return (text) => {
    const value = /^[+-]?\d{1,300}(?:\.\d+)?$/.test(text) ? Number(text) : NaN;
    return value >= (min ?? -Infinity) && value <= (max ?? Infinity)
      ? undefined
      : `expected ${range}, found ${showText(text)}.`;
  };
}
