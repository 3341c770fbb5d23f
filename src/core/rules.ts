/** The user's own rules, from the file given with `--rules`. A schema's message states only what was expected. */
import { z } from 'zod';

const text = (max: number) => {
  const expected = `a text of 1 to ${max} characters`;
  return z.string({ error: expected }).min(1, { error: expected }).max(max, { error: expected });
};
const flag = z.boolean({ error: 'true or false' });
const number = z.number({ error: 'a number' });
const length = z.int({ error: 'a whole number from 0' }).min(0, { error: 'a whole number from 0' });

const pattern = text(1000).superRefine((source, context) => {
  try {
    new RegExp(source, 'u');
  } catch (error) {
    context.addIssue(`a regular expression (${error instanceof Error ? error.message : String(error)})`);
  }
});

const CHECKS = ['required', 'pattern', 'oneOf', 'minLength', 'maxLength', 'min', 'max', 'unique'] as const;

const ruleSchema = z
  .strictObject(
    {
      /** A column as the source writes it, or a field such as `email` or `address.city`. */
      column: text(1000),
      required: flag.optional(),
      /** Must match somewhere in the value; JavaScript syntax with the flag `u`. */
      pattern: pattern.optional(),
      oneOf: z
        .array(text(1000), { error: 'a list of texts' })
        .min(1, { error: 'a list of texts' })
        .optional(),
      /** Applies to `pattern`, `oneOf` and `unique`. */
      ignoreCase: flag.optional(),
      /** In characters. */
      minLength: length.optional(),
      maxLength: length.optional(),
      /** The value must be a number. */
      min: number.optional(),
      max: number.optional(),
      unique: flag.optional(),
      severity: z.enum(['error', 'warning'], { error: 'error or warning' }).optional(),
      message: text(1000).optional(),
      hint: text(1000).optional(),
    },
    {
      error: (issue) =>
        issue.code === 'unrecognized_keys'
          ? `a rule without ${issue.keys.map((key) => `\`${key}\``).join(', ')}`
          : 'an object with a `column` and what is asked of it',
    },
  )
  .refine((rule) => CHECKS.some((check) => rule[check] !== undefined && rule[check] !== false), {
    error: `a rule that asks something: one of ${CHECKS.join(', ')}`,
  })
  .refine(({ minLength = 0, maxLength = Infinity }) => minLength <= maxLength, {
    error: 'a minLength that is not above maxLength',
  })
  .refine(({ min = -Infinity, max = Infinity }) => min <= max, { error: 'a min that is not above max' });

export const rulesSchema = z.strictObject(
  { rules: z.array(ruleSchema, { error: 'a list of rules' }).max(500, { error: 'at most 500 rules' }) },
  { error: 'an object with a list `rules` and nothing else' },
);

export type Rule = z.output<typeof ruleSchema>;
export type Rules = z.output<typeof rulesSchema>;
