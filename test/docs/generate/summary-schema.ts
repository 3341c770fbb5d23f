/** The shape of summary.json, with what each field has: its JSON Schema and the tables of its page are made from it. */
import { z } from 'zod';
import { CHANGE_KINDS } from '../../../src/core/changes.js';
import { CODES, type Code } from '../../../src/core/codes.js';
import { RECONCILE_STATUSES } from '../../../src/core/difference.js';
import { BULK_STATUSES, MATCH_KEYS } from '../../../src/core/types.js';
import type { Summary } from '../../../src/record/summary/summary.js';

const code = z.enum(Object.keys(CODES) as [Code, ...Code[]]);
const text = (description: string) => z.string().describe(description);
const count = (description: string) => z.int().min(0).describe(description);
const amount = (description: string) => z.number().min(0).describe(description);
const time = (description: string) => z.iso.datetime().describe(description);

const format = z.object({
  kind: z
    .enum(['csv', 'xlsx', 'json', 'ndjson', 'sqlite'])
    .describe('`csv`, `xlsx`, `ndjson` (one object to a line), `json` (any other JSON) or `sqlite`'),
  encoding: text('Encoding of the text, as detected or as `--encoding` says'),
  delimiter: text('Character between the cells, as detected; empty for any other kind than `csv`'),
  sheet: z.string().exactOptional().describe('Name of the sheet that was read; only for a workbook'),
  compression: z.literal('gzip').exactOptional().describe('`gzip`; only if the file is compressed'),
});

const issue = z.object({
  code: code.describe('what the checks found: the code'),
  severity: z.enum(['error', 'warning']).describe('`error` or `warning`'),
  count: count('how often'),
  example: z.object({
    row: count('the first row with it; 0 for the header'),
    line: count('its line'),
    column: text('its column; empty for the row as a whole'),
    message: text('what is wrong'),
    hint: z
      .string()
      .exactOptional()
      .describe("what to do, where it says more than the code's remedy, and is the same for all of them"),
  }),
});

const error = z.object({
  code: code.describe('rows that are `invalid`, `conflict` or `failed`: the code'),
  count: count('how many rows'),
  example: z.object({ row: count('the first of them'), message: text('what is wrong with it') }),
});

const requests = z.object({
  total: count('how many requests were sent'),
  retried: count('how many of them repeated an earlier one'),
  throttled: count('how often the vendor made the run wait (429)'),
  p50Ms: amount('half of the answers came within this time'),
  p95Ms: amount('95 % of them did'),
  perSecond: amount('requests per second'),
});

const fieldChange = z.object({
  field: text('the field, such as `phone` or `address.city`'),
  before: z.unknown().describe('its value before, or null'),
  after: z.unknown().describe('its value afterwards, or null where it is emptied'),
});

const rowChange = z.object({
  kind: z.enum(CHANGE_KINDS).describe('what the row changes'),
  rowNumber: count('the row'),
  line: count('its line'),
  name: text('the name of the customer'),
  key: text('the key that people know the customer by'),
  keyField: z.enum(['', ...MATCH_KEYS]).describe('the field of that key'),
  uid: text('the uid; empty for a customer that does not exist yet'),
  matchedBy: z.enum(['', ...MATCH_KEYS]).describe('the key that found the customer'),
  fields: z.array(fieldChange).describe('the fields that change'),
  wantsAddress: z.boolean().describe('whether the row gets a deposit address, too'),
  warnings: z.array(code).describe('the codes of its warnings'),
});

const reconcile = z.object({
  against: z.string().nullable().describe('the export that the file was compared with, or null'),
  remoteCustomers: count('how many customers there are'),
  unsure: z.string().nullable().describe('why the list of them may lack some, or null'),
  statuses: z
    .record(z.enum(RECONCILE_STATUSES), z.int().min(0))
    .describe('a number for each status of a comparison'),
  drift: count('how many are not in step'),
  allowedDrift: count('how many may be, by `--max-drift`'),
  fields: z.array(
    z.object({
      field: text('a field that differs; the most frequent first'),
      count: count('in how many rows'),
    }),
  ),
  fixupRows: count('rows of `fixup.csv`'),
  mend: z.string().nullable().describe('the command that imports it, or null'),
  previous: z
    .object({
      runId: text('the run compared with; `previous` is null without one'),
      new: count('lines of `reconcile.csv` that it did not have'),
      known: count('lines that it had'),
      gone: count('lines that it had and this run has not'),
    })
    .nullable(),
});

export const summarySchema = z
  .object({
    schemaVersion: z.literal(1).describe('1'),
    command: z
      .enum(['validate', 'import', 'apply', 'resume', 'undo', 'reconcile'])
      .describe('`validate`, `import`, `apply`, `resume`, `undo` or `reconcile`: the command that wrote it'),
    runId: text('the name of the run'),
    runDir: text('its folder'),
    source: z.object({
      path: text('the file as it was named, or `-`'),
      name: text('as `--source-name` says; only with that option').optional(),
      sha256: text("SHA-256 of the file's bytes"),
      rows: count('how many rows it has'),
      format: format.optional(),
    }),
    mode: z.enum(['TEST', 'LIVE']).nullable().describe('`TEST` or `LIVE`; null if no server was asked'),
    baseUrl: z.string().nullable().describe('the URL of the API; null if no server was asked'),
    dryRun: z.boolean().describe('whether the run is a plan that has not been applied'),
    undoOf: text('undo: the run whose changes it reverts; only with `undo`').exactOptional(),
    startedAt: time('ISO 8601, UTC'),
    finishedAt: time('likewise'),
    durationMs: count('time worked, without the pauses before `resume`'),
    counts: z
      .record(z.enum(BULK_STATUSES), z.int().min(0))
      .describe('a number for each status of a row; together they are `source.rows`'),
    valid: count('validate: how many rows have no error; only with `validate`').exactOptional(),
    addresses: z.object({
      created: count('how many addresses were made'),
      existing: count('how many existed'),
      failed: count('how many could not be made'),
    }),
    issues: z.array(issue),
    errors: z.array(error),
    requests,
    stopped: z
      .object({
        reason: code.describe('the code for which the run stopped; `stopped` is null if it came to its end'),
        message: text('the same in words'),
      })
      .nullable(),
    resume: z.string().nullable().describe('the command that continues the run, or null'),
    reconcile: reconcile.nullable().describe('of a comparison: what it found; else null'),
    plan: z
      .object({
        requests: count(
          'dry run, and part of one that was applied: how many requests the plan, or its rest, takes at most; `plan` is null in other runs and while rows are `pending`',
        ),
        minRequests: count('how many at least').exactOptional(),
        durationMs: amount('how long that takes at most at the pace seen; an estimate'),
        minDurationMs: amount('how long at least').exactOptional(),
        rows: count('rows that are planned').exactOptional(),
        apply: text('the command that applies it'),
      })
      .nullable(),
    changes: z
      .object({
        counts: z
          .object({
            deleted: count('dry run: customers that would be deleted'),
            emptied: count('customers that would be updated, with a field emptied'),
            updated: count('customers that would be updated otherwise'),
            created: count('customers that would be created'),
            address: count('customers that would get only a deposit address'),
          })
          .describe('rows by what they change'),
        addresses: count('rows that would get a deposit address, of all kinds'),
        emptiedFields: count('fields that would be emptied'),
        first: z
          .array(rowChange)
          .describe(
            'only on standard output with `--json`: the first changes of each kind, as in `show RUN --changes --json`',
          )
          .exactOptional(),
      })
      .exactOptional(),
    next: z
      .array(
        z.object({
          does: text(
            'import: what may be typed next for rows that are not done; `next` is only there if there are any',
          ),
          command: text('the command'),
        }),
      )
      .exactOptional(),
    exitCode: z
      .union([0, 1, 2, 3, 4, 129, 130, 143].map((status) => z.literal(status as Summary['exitCode'])))
      .describe('the exit status'),
  })
  .describe('summary.json of bitpowr-bulk') satisfies z.ZodType<Summary>;

export const reconcileSchema = reconcile;
