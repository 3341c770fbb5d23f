/**
 * The mapping file: what each field is made of. A schema's message states only what was expected;
 * the descriptions are shown by editors.
 */
import { z } from 'zod';
import { whereSchema, type Where } from './where.js';

const some = (expected: string) => z.string({ error: expected }).min(1, { error: expected });

const COLUMN = 'the name of a column, or its position such as #3';
const columnName = some(COLUMN).describe(
  'A column by its name in the header, or by its position such as #3.',
);

const DATE_FORM = 'a form such as DD.MM.YYYY, with YYYY or YY, MM, M or MMM, and DD or D';

/** The parts of a date form, each once: a year, a month, a day, and perhaps a time. */
const DATE_PARTS = /YYYY|YY|MMM|MM|M|DD|D|HH|mm|ss/g;

function isDateForm(form: string): boolean {
  const kinds = [...form.matchAll(DATE_PARTS)].map(([part]) => part.charAt(0)).join('');
  const rest = form.replace(DATE_PARTS, '').replaceAll('T', '');
  return !/[a-z\d]/i.test(rest) && /^(?=.*Y)(?=.*M)(?=.*D)(?!.*(.).*\1)[YMDHms]+$/.test(kinds);
}

const dateForm = some(DATE_FORM)
  .refine(isDateForm, { error: DATE_FORM })
  .describe('Of YYYY, YY, MM, M, MMM (Jan), DD, D, HH, mm and ss, with what is between them.');

const stepSchema = z
  .union(
    [
      z
        .enum(['trim', 'lower', 'upper', 'title', 'digits'])
        .describe(
          'trim: without spaces around (also done without it). lower, upper, title: letters. digits: only the digits.',
        ),
      z.strictObject({
        date: z
          .union([dateForm, z.array(dateForm).min(1)], { error: DATE_FORM })
          .describe(
            'The form of the dates, or several, tried in order. The result is ISO, such as 2015-03-02.',
          ),
      }),
      z.strictObject({
        split: some('the text between the parts, such as ;').describe(
          'The text between the parts. One part is kept.',
        ),
        part: z
          .int({ error: 'a whole number, such as 1 or -1' })
          .refine((part) => part !== 0, { error: '1 for the first part, or -1 for the last' })
          .describe('1 for the first part, which is the default; -1 for the last.')
          .optional(),
      }),
    ],
    { error: 'trim, lower, upper, title, digits, {"date": "DD.MM.YYYY"} or {"split": ";"}' },
  )
  .describe('A change of the text.');

export type MappingStep = z.output<typeof stepSchema>;

export const OTHERWISE = ['keep', 'empty', 'error'] as const;

/** What a field is made of. */
export interface ValueRecipe {
  readonly column?: string | undefined;
  readonly join?: readonly FieldRecipe[] | undefined;
  readonly separator?: string | undefined;
  readonly first?: readonly FieldRecipe[] | undefined;
  readonly constant?: string | undefined;
  readonly steps?: readonly MappingStep[] | undefined;
  readonly values?: Readonly<Record<string, string>> | undefined;
  readonly otherwise?: (typeof OTHERWISE)[number] | undefined;
  readonly default?: string | undefined;
}

/** A column, or how the value is made. */
export type FieldRecipe = string | ValueRecipe;

/** The keys of a recipe that say where the value comes from: exactly one of them. */
const ORIGINS = ['column', 'join', 'first', 'constant'] as const;

const RECIPE = `an object with one of ${ORIGINS.join(', ')}`;

const parts = z.array(
  z.lazy(() => fieldSchema),
  { error: 'a list of columns' },
);

export const recipeSchema: z.ZodType<ValueRecipe> = z
  .strictObject(
    {
      column: columnName.optional(),
      join: parts
        .min(1, { error: 'a list of columns' })
        .describe('Columns, or values that are made, put together. Empty ones are left out.')
        .optional(),
      separator: z
        .string({ error: 'a text' })
        .describe('What `join` puts between two. A space; for address.street, a comma and a space.')
        .optional(),
      first: parts
        .min(1, { error: 'a list of columns' })
        .describe('The first of these columns, or values that are made, that is not empty.')
        .optional(),
      constant: some('a text').describe('The same text for every row.').optional(),
      steps: z.array(stepSchema, { error: 'a list of steps' }).describe('Changes, in order.').optional(),
      values: z
        .record(z.string(), z.string({ error: 'a text' }), { error: 'an object from value to value' })
        .describe('Replaces whole values, after the steps: {"UK": "GB"}.')
        .optional(),
      otherwise: z
        .enum(OTHERWISE, { error: `one of ${OTHERWISE.join(', ')}` })
        .describe('For a value that `values` does not list. keep, which is the default; empty; or error.')
        .optional(),
      default: some('a text').describe('For an empty value.').optional(),
    },
    {
      error: (issue) =>
        issue.code === 'unrecognized_keys'
          ? `a value without ${issue.keys.map((key) => `\`${key}\``).join(', ')}`
          : RECIPE,
    },
  )
  .refine((recipe) => ORIGINS.filter((key) => recipe[key] !== undefined).length === 1, { error: RECIPE })
  .refine(({ separator, join }) => separator === undefined || join !== undefined, {
    error: '`separator` only together with `join`',
  })
  .refine(({ otherwise, values }) => otherwise === undefined || values !== undefined, {
    error: '`otherwise` only together with `values`',
  })
  .meta({ oneOf: ORIGINS.map((key) => ({ required: [key] })) });

const fieldSchema: z.ZodType<FieldRecipe> = z.union([columnName, recipeSchema], {
  error: `${COLUMN}, or ${RECIPE}`,
});

/** The content of a mapping file: recipes by field, and four keys of their own. */
export interface MappingFile {
  readonly $schema?: string | undefined;
  readonly where?: Where | undefined;
  readonly defaultCountry?: ValueRecipe | undefined;
  readonly ignore?: readonly string[] | undefined;
  readonly [field: string]: FieldRecipe | Where | readonly string[] | undefined;
}

const OWN_KEYS: ReadonlySet<string> = new Set(['$schema', 'where', 'defaultCountry', 'ignore']);

export const mappingFileSchema: z.ZodType<MappingFile> = z
  .object(
    {
      $schema: z.string({ error: 'a text' }).describe('Where this schema is, for editors.').optional(),
      where: whereSchema
        .describe('Only rows that meet all of these are read, by column. The others are skipped.')
        .optional(),
      defaultCountry: recipeSchema
        .describe('The country of each row\'s phone, for phones without +: {"column": "country"}.')
        .optional(),
      ignore: z
        .array(columnName, { error: 'a list of columns' })
        .describe('Columns that are not sent even if their names say a field, and not warned of.')
        .optional(),
    },
    { error: 'an object of fields and columns' },
  )
  .catchall(fieldSchema);

/** The fields of a mapping file with their recipes, in its order. */
export function listRecipes(file: MappingFile): readonly (readonly [field: string, recipe: FieldRecipe])[] {
  return Object.entries(file).filter((entry): entry is [string, FieldRecipe] => !OWN_KEYS.has(entry[0]));
}
