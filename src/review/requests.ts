/** What requests may say; anything else is refused. A schema's message is the expectation alone. */
import { z } from 'zod';
import type {
  AcceptRequest,
  EditsRequest,
  FindQuery,
  HistoryRequest,
  ReplaceQuery,
  ReplaceRequest,
  RowsQuery,
} from '../jobs/review/answers/fix.js';
import type { MappingRequest, SaveMappingRequest } from '../jobs/review/answers/map.js';
import type { ApplyRequest } from '../jobs/review/answers/apply.js';
import type { ChangesQuery, ChooseRequest } from '../jobs/review/answers/preview.js';

const whole = z.int({ error: 'a whole number from 0' }).min(0).max(1_000_000_000);
const row = whole.min(1);
const at = whole.max(100_000);
const field = z.string().max(500);
const cell = z.string().max(100_000);
const step = { id: z.string().min(1).max(64), base: whole };

/** Values of a query are texts. */
const numberText = z
  .string()
  .regex(/^\d{1,9}$/, { error: 'a whole number from 0' })
  .transform(Number);
const list = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === 'string' ? [value] : value));

const filter = {
  show: z.enum(['all', 'todo', 'changed', 'left_out']).optional(),
  kind: list.optional(),
  col: numberText.optional(),
  q: z.string().max(1000).optional(),
  failed: z.string().max(100).optional(),
  view: z.string().max(64).optional(),
};

const upTo = (most: number) => numberText.refine((n) => n <= most, { error: `at most ${most}` });

export const rowsQuery: z.ZodType<Exact<RowsQuery>> = z.object({ ...filter, from: numberText, n: upTo(200) });
export const findQuery: z.ZodType<Exact<FindQuery>> = z.object({
  ...filter,
  dir: z.enum(['next', 'previous']),
  row: numberText.optional(),
  at: z
    .string()
    .regex(/^(-1|\d{1,6})$/)
    .transform(Number)
    .optional(),
});
export const replaceQuery: z.ZodType<Exact<ReplaceQuery>> = z.object({
  column: numberText,
  find: cell,
  whole: z.enum(['0', '1', 'true', 'false']).transform((text) => text === '1' || text === 'true'),
});
export const changesQuery: z.ZodType<Exact<ChangesQuery>> = z.object({
  kind: list
    .pipe(z.array(z.enum(['emptied', 'conflict', 'updated', 'created', 'address', 'unchanged', 'invalid'])))
    .optional(),
  field: field.optional(),
  q: z.string().max(1000).optional(),
  from: numberText,
  n: upTo(100),
});
export const valuesQuery = z.object({ column: numberText });
export const sentQuery = z.object({ row: numberText });
export const nothing = z.object({});

const op = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('set'), row, at, value: cell }),
  z.strictObject({ op: z.literal('accept'), row, at }),
  z.strictObject({ op: z.enum(['leave_out', 'take_in']), row }),
]);

export const editsRequest: z.ZodType<EditsRequest> = z.object({ ...step, ops: z.array(op).min(1).max(500) });
export const acceptRequest: z.ZodType<Exact<AcceptRequest>> = z.object({
  ...step,
  kind: z.string().max(100),
  column: at.optional(),
});
export const replaceRequest: z.ZodType<ReplaceRequest> = z.object({
  ...step,
  column: at,
  find: cell,
  whole: z.boolean(),
  replace: cell,
});
export const historyRequest: z.ZodType<HistoryRequest> = z.object(step);
export const mappingRequest: z.ZodType<MappingRequest> = z.object({
  ...step,
  change: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('field'), at, field }),
    z.strictObject({
      kind: z.literal('join'),
      field,
      columns: z.array(at).min(1).max(500),
      separator: z.string().max(20),
    }),
    z.strictObject({ kind: z.literal('only'), field, at }),
    z.strictObject({ kind: z.literal('constant'), field, value: cell }),
    z.strictObject({ kind: z.literal('values'), at, values: z.record(cell, cell) }),
    z.strictObject({ kind: z.literal('remove'), field }),
  ]),
});
export const saveMappingRequest: z.ZodType<SaveMappingRequest> = z.object({ name: z.string().max(100) });
export const chooseRequest: z.ZodType<ChooseRequest> = z.object({
  id: step.id,
  plan: z.string().max(64),
  rows: z.array(row).min(1).max(500),
  isChosen: z.boolean(),
});
export const applyRequest: z.ZodType<ApplyRequest> = z.object({
  plan: z.string().max(64),
  name: z.string().max(500),
});

/** A property that may be absent may also be undefined, as schemas leave it. */
export type Exact<T> = { readonly [Key in keyof T]: undefined extends T[Key] ? T[Key] | undefined : T[Key] };
