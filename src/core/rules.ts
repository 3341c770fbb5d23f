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

/** As JSON Schema says it: at least one check, and a flag only if it is true. */
const ASKS_SOMETHING = {
  anyOf: CHECKS.map((check) =>
    check === 'required' || check === 'unique'
      ? { required: [check], properties: { [check]: { const: true } } }
      : { required: [check] },
  ),
};

const ruleSchema = z
  .strictObject(
    {
      column: text(1000).describe(
        'A column as the source writes it, or a field such as email or address.city.',
      ),
      required: flag.describe('The value must not be empty.').optional(),
      pattern: pattern
        .describe('The value must match somewhere. A JavaScript regular expression with the flag u.')
        .optional(),
      oneOf: z
        .array(text(1000), { error: 'a list of texts' })
        .min(1, { error: 'a list of texts' })
        .describe('The value must be one of these.')
        .optional(),
      ignoreCase: flag.describe('Ignore case in pattern, oneOf and unique.').optional(),
      minLength: length.describe('At least this number of characters.').optional(),
      maxLength: length.describe('At most this number of characters.').optional(),
      min: number.describe('The value must be a number, and at least this.').optional(),
      max: number.describe('The value must be a number, and at most this.').optional(),
      unique: flag.describe('No other row may have the value.').optional(),
      severity: z
        .enum(['error', 'warning'], { error: 'error or warning' })
        .describe('error, which is the default: the row is not sent. Or warning.')
        .optional(),
      message: text(1000).describe('What is wrong, in your words.').optional(),
      hint: text(1000).describe('What to do, in your words.').optional(),
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
  .refine(({ min = -Infinity, max = Infinity }) => min <= max, { error: 'a min that is not above max' })
  .meta(ASKS_SOMETHING);

export const rulesSchema = z.strictObject(
  {
    $schema: z.string({ error: 'a text' }).describe('Where this schema is, for editors.').optional(),
    rules: z.array(ruleSchema, { error: 'a list of rules' }).max(500, { error: 'at most 500 rules' }),
  },
  { error: 'an object with a list `rules` and nothing else' },
);

export type Rule = z.output<typeof ruleSchema>;
export type Rules = z.output<typeof rulesSchema>;
