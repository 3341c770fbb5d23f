/** The key `where` of a mapping file: which rows are read. */
import { z } from 'zod';

const SCALARS = [z.string(), z.number(), z.boolean()] as const;
const scalar = z.union(SCALARS, { error: 'a text or a number' });
const A_LIST = 'a list of values';
const scalars = z.array(scalar).min(1, { error: A_LIST });

const CONDITION = 'a value, a list of values, {"not": …} or {"empty": true}';

const conditionSchema = z
  .union(
    [
      ...SCALARS,
      scalars,
      z
        .strictObject(
          {
            not: z
              .union([...SCALARS, scalars], { error: 'a value, or a list of values' })
              .describe('The value that a row must not have, or a list of them.')
              .optional(),
            empty: z
              .boolean({ error: 'true or false' })
              .describe('Whether the cell must be empty.')
              .optional(),
          },
          { error: CONDITION },
        )
        .refine(({ not, empty }) => not !== undefined || empty !== undefined, { error: CONDITION }),
    ],
    { error: CONDITION },
  )
  .describe('The value that the rows must have, or a list of them; or an object.');

/** What one column must have. */
export type WhereCondition = z.output<typeof conditionSchema>;

export const whereSchema = z.record(z.string(), conditionSchema, {
  error: 'an object of columns and values',
});

export type Where = z.output<typeof whereSchema>;
