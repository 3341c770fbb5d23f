/** The values that options take. A schema's message is the expectation alone; `resolve.ts` makes the sentence. */
import { z } from 'zod';
import { once } from '../../core/once.js';
import type { RowQuota } from '../../core/row-quota.js';
import { toRowRanges, type RowRange } from '../../core/row-ranges.js';
import { MATCH_KEYS, type MatchKey } from '../../core/types.js';
import type { LazySchema } from './option.js';

export const text = (expected: string) =>
  once(() => z.string({ error: expected }).min(1, { error: expected }));

/** Also the empty one. */
export const anyText = once(() => z.string({ error: 'a text' }));

/** One text, or several of a repeatable option. */
export const texts = once(() =>
  z
    .union([z.string(), z.array(z.string())], { error: 'a text' })
    .transform((given): readonly string[] => (typeof given === 'string' ? [given] : given)),
);

/** In a configuration file: one, or a list of them. */
export const several = (one: LazySchema<z.ZodType>, expected: string) =>
  once(() =>
    z.union([one(), z.array(one(), { error: expected }).min(1, { error: expected })], { error: expected }),
  );

export const severalMatching = (pattern: RegExp, expected: string) =>
  several(matching(pattern, expected), `${expected}, or a list of such texts`);

/** Likewise of what is typed with commas. */
export const withCommas = (value: LazySchema<z.ZodType>, expected: string) =>
  once(() =>
    z.union(
      [
        value(),
        z
          .array(z.string({ error: expected }), { error: expected })
          .min(1, { error: expected })
          .refine((list) => value().safeParse(list.join(',')).success, { error: expected }),
      ],
      { error: expected },
    ),
  );

export const matching = (pattern: RegExp, expected: string) =>
  once(() => z.string({ error: expected }).regex(pattern, { error: expected }));

export const integer = (min: number, max: number) => {
  const expected = `an integer from ${min} to ${max}`;
  return once(() =>
    z.coerce.number({ error: expected }).int({ error: expected }).min(min, expected).max(max, expected),
  );
};

/** A number of rows, requests or issues. */
export const count = () => integer(1, 1_000_000_000);

export const positive = (max: number) => {
  const expected = `a number above 0 and up to ${max}`;
  return once(() => z.coerce.number({ error: expected }).gt(0, expected).max(max, expected));
};

export const choice = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  once(() => z.enum(values, { error: `one of ${values.join(', ')}` }));

/** `a, b or c`. */
export function toEither(values: readonly string[]): string {
  return values.join(', ').replace(/, ([^,]*)$/, ' or $1');
}

export const KEY_LIST = `a list of ${MATCH_KEYS.join(', ')}, each at most once`;

/** Keys in the order tried: `uid,externalId,email`. */
export const matchKeys = once(() =>
  z.string({ error: KEY_LIST }).transform((list, context): MatchKey[] => {
    const keys = list.split(',').map((key) => MATCH_KEYS.find((known) => known === key.trim()));
    const known = keys.filter((key) => key !== undefined);
    if (known.length === keys.length && new Set(known).size === keys.length) return known;
    context.addIssue(KEY_LIST);
    return z.NEVER;
  }),
);

const ONE_CHARACTER = 'one character, but not a quote or a line end';

/** Characters that are quotes or line ends can't be delimiters. `\t` may be written as such. */
export const delimiter = once(() =>
  z
    .string({ error: ONE_CHARACTER })
    .transform((value) => (value === '\\t' || value.toLowerCase() === 'tab' ? '\t' : value))
    .pipe(matching(/^[^"\r\n]$/, ONE_CHARACTER)()),
);

/** What a comment begins with, such as `#` or `//`. */
export const commentMark = matching(
  /^[^"\s\p{L}\p{N}]{1,3}$/u,
  'one to three signs, such as #, but not a quote or a letter',
);

const A_RESERVE = 'a percentage from 0% to 90%, such as 30%';

/** `30%` as 0.3. */
export const reserve = once(() =>
  matching(/^\d+(\.\d+)?%$/, A_RESERVE)()
    .transform((percent) => Number.parseFloat(percent) / 100)
    .refine((part) => part <= 0.9, { error: A_RESERVE }),
);

/** Seconds, or with a unit: `90`, `30m`, `2h`. In seconds. */
export const duration = once(() =>
  matching(/^\d+(\.\d+)?[smh]?$/, 'a time such as 90, 30m or 2h')()
    .transform((time) => Number.parseFloat(time) * (time.endsWith('h') ? 3600 : time.endsWith('m') ? 60 : 1))
    .refine((seconds) => seconds > 0, { error: 'a time above 0, such as 90, 30m or 2h' }),
);

const ROWS = 'a number of rows or a percentage, such as 10 or 5%';

/** `10` rows, or `5%` of the source's. */
export const rowQuota = ({ allowsZero }: { readonly allowsZero: boolean }) => {
  const expected = `a number of rows${allowsZero ? '' : ' above 0'}, or a percentage up to 100%`;
  return once(() =>
    matching(/^\d+(\.\d+)?%$|^\d+$/, ROWS)()
      .transform(toQuota)
      .refine(isPossible, { error: expected })
      .refine(({ amount }) => allowsZero || amount > 0, { error: expected }),
  );
};

/** Likewise, above 0, or `none`. */
export const rowQuotaOrNone = once(() =>
  matching(/^\d+(\.\d+)?%$|^\d+$|^none$/, `${ROWS}, or none`)()
    .transform((quota) => (quota === 'none' ? quota : toQuota(quota)))
    .refine((quota) => quota === 'none' || (isPossible(quota) && quota.amount > 0), {
      error: 'a number of rows above 0, or a percentage up to 100%, or none',
    }),
);

function toQuota(quota: string): RowQuota {
  return { amount: Number.parseFloat(quota), isPercent: quota.endsWith('%') };
}

function isPossible({ amount, isPercent }: RowQuota): boolean {
  return !isPercent || amount <= 100;
}

/** A day, which begins at midnight UTC, or an instant with its zone. In ms since the epoch. */
export const moment = once(() =>
  matching(
    /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/,
    'a day such as 2026-11-22, or a time such as 2026-11-22T06:30:00Z',
  )()
    .transform((time) => Date.parse(time))
    .refine((ms) => !Number.isNaN(ms), { error: 'a day that is in the calendar' }),
);

/** An integer in digits alone, from 0 to 65535. */
export const port = once(() =>
  matching(/^\d+$/, 'an integer from 0 to 65535')()
    .transform(Number)
    .refine((number) => number <= 65_535, { error: 'an integer from 0 to 65535' }),
);

export const rowNumber = once(() => matching(/^[1-9]\d*$/, 'the number of a row')().transform(Number));

const ROW_RANGES = 'numbers of rows and ranges, such as 1,5-9';

/** `1,5-9`, as `bulk_row` in results.csv numbers the rows. */
export const rowRanges = once(() =>
  z.string({ error: ROW_RANGES }).transform((list, context): readonly RowRange[] => {
    const ranges = toRowRanges(list);
    if (ranges !== undefined) return ranges;
    context.addIssue(ROW_RANGES);
    return z.NEVER;
  }),
);
