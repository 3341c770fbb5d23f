/** Which section of a format shows a number, and whether the sign has to be added to it. */
import type { Condition, Section } from './tokens.js';

export interface ChosenSection {
  readonly section: Section;
  /** False for a section of negative numbers: it includes its own sign. */
  readonly addsSign: boolean;
}

/** Undefined if no section is for this value. */
export function chooseSection(value: number, sections: readonly Section[]): ChosenSection | undefined {
  const count = Math.min(sections.length, 3);
  const at = sections.slice(0, count).findIndex(({ condition }, index) => {
    if (condition !== undefined) return isMet(condition, value);
    if (index === count - 1) return true;
    if (index === 1) return value < 0;
    return count === 2 ? value >= 0 : value > 0;
  });
  const section = sections[at];
  return section && { section, addsSign: addsSign(sections, at) };
}

/**
 * As Excel does. Without conditions, the second section is for negative numbers. A condition that only negative numbers
 * meet makes a section theirs, and so does a first section whose condition leaves only them to the second.
 */
function addsSign(sections: readonly Section[], at: number): boolean {
  const own = sections[at]?.condition;
  if (own !== undefined) return !isOnlyForNegatives(own);
  if (sections.every(({ condition }) => condition === undefined)) return at !== 1;
  const first = sections[0]?.condition;
  if (at !== 1 || sections.length > 2 || first === undefined) return true;
  return first.operator === '=' || (first.limit >= 0 && first.operator.startsWith('>'));
}

function isOnlyForNegatives({ operator, limit }: Condition): boolean {
  if (limit < 0) return operator === '<' || operator === '<=' || operator === '=';
  return limit === 0 && operator === '<';
}

function isMet({ operator, limit }: Condition, value: number): boolean {
  return COMPARE.get(operator)?.(value, limit) ?? false;
}

const COMPARE: ReadonlyMap<string, (a: number, b: number) => boolean> = new Map([
  ['<=', (a, b) => a <= b],
  ['>=', (a, b) => a >= b],
  ['<>', (a, b) => a !== b],
  ['<', (a, b) => a < b],
  ['>', (a, b) => a > b],
  ['=', (a, b) => a === b],
]);
