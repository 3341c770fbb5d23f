/** What a value of a switch may be. */
export interface Check {
  expected: string;
  isValid: (value: unknown) => boolean;
  /** The list of choices, if it is too long for `expected`. */
  hint?: string;
}

export function oneOf(...values: readonly unknown[]): Check {
  return { expected: `one of ${values.join(', ')}`, isValid: (value) => values.includes(value) };
}

export function flag(): Check {
  return { expected: 'true or false', isValid: (value) => typeof value === 'boolean' };
}

/** A list of some of these names. */
export function namesOf(plural: string, names: readonly string[]): Check {
  return {
    expected: `a list of ${plural} such as ${JSON.stringify(names.slice(0, 2))}`,
    isValid: (value) => Array.isArray(value) && value.every((name) => names.includes(name as string)),
    hint: `Names of ${plural} are ${names.join(', ')}.`,
  };
}

export function share(): Check {
  return { expected: 'a number from 0 to 1', isValid: isShare };
}

export function integer(min: number, max: number): Check {
  return { expected: `an integer from ${min} to ${max}`, isValid: (value) => isInteger(value, min, max) };
}

export function countOrNull(): Check {
  return {
    expected: 'a count of requests, or null',
    isValid: (value) => value === null || isInteger(value, 0),
  };
}

export function errorShares(): Check {
  const statuses = ['500', '502', '503', '504'];
  return {
    expected: 'a number from 0 to 1, or such a number for each of 500, 502, 503 and 504',
    isValid: (value) =>
      isShare(value) ||
      (isRecord(value) &&
        Object.entries(value).every(([status, one]) => statuses.includes(status) && isShare(one))),
  };
}

export function isLimit(value: unknown): boolean {
  return (
    isRecord(value) &&
    isInteger(value.requests, 1) &&
    isMs(value.perMs) &&
    value.perMs > 0 &&
    (value.kind === 'window' || value.kind === 'bucket') &&
    isHeaderText(value.retryAfter) &&
    (value.burst === undefined || isInteger(value.burst, 1))
  );
}

function isShare(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

/** At most what a timer supports. */
export function isMs(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value < 2 ** 31;
}

function isInteger(value: unknown, min: number, max = Number.MAX_SAFE_INTEGER): boolean {
  return Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max;
}

/** A text that node can send as a header value. */
export function isHeaderText(value: unknown): boolean {
  return typeof value === 'string' && /^[\x20-\x7e]*$/.test(value);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
