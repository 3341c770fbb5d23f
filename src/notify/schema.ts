/** What a webhook receives. Its shape is a contract: added to, never changed. */
import { z } from 'zod';
import { CODES, type Code } from '../core/codes.js';
import { RECONCILE_STATUSES } from '../core/difference.js';
import { BULK_STATUSES } from '../core/types.js';

export const OUTCOMES = [
  'succeeded',
  'completed_with_errors',
  'drift',
  'stopped',
  'refused',
  'crashed',
] as const;

const count = (has: string) => z.int().min(0).describe(has);
const text = (has: string) => z.string().describe(has);
const code = z.enum(Object.keys(CODES) as [Code, ...Code[]]);

const requests = z.object({
  total: count('how many requests were sent'),
  retried: count('how many of them repeated an earlier one'),
  throttled: count('how often the API made the run wait (429)'),
});

const comparison = z.object({
  remoteCustomers: count('how many customers there are'),
  complete: z.boolean().describe('whether the list of them is known to be complete'),
  statuses: z
    .record(z.enum(RECONCILE_STATUSES), z.int().min(0))
    .describe('a number for each status of a comparison'),
  drift: count('how many are not in step'),
  allowedDrift: count('how many may be, by `--max-drift`'),
  new: z
    .int()
    .min(0)
    .nullable()
    .describe('differences that the run before did not have; null without `--previous`'),
  gone: z
    .int()
    .min(0)
    .nullable()
    .describe('differences that only the run before had; null without `--previous`'),
});

const exported = z.object({
  customers: count('how many customers are in the file'),
  addresses: z.int().min(0).nullable().describe('how many addresses; null without `--addresses`'),
  transactions: z.int().min(0).nullable().describe('how many transactions; null without `--transactions`'),
  complete: z.boolean().describe('whether everyone is known to be in it'),
});

const data = z.object({
  outcome: z
    .enum(OUTCOMES)
    .describe(
      '`succeeded`; `completed_with_errors`: status 1; `drift`: a comparison found more than `--max-drift`; `stopped`: it can be resumed; `refused`: nothing was begun; `crashed`: an error of the program itself',
    ),
  command: text('the command'),
  exitCode: z.int().describe('the exit status'),
  host: text('the machine that it ran on'),
  version: text('the version of the program'),
  source: z.string().nullable().describe('the name of the file without its folder, or `--source-name`'),
  runId: z.string().nullable().describe('the name of the run; null where none was begun'),
  runDir: z.string().nullable().describe('its folder on that machine'),
  mode: z.enum(['TEST', 'LIVE']).nullable().describe('`TEST` or `LIVE`; null if no server was asked'),
  dryRun: z.boolean().describe('whether the run is a plan that has not been applied'),
  startedAt: z.iso.datetime().nullable().describe('ISO 8601, UTC; null where nothing was begun'),
  finishedAt: z.iso.datetime().describe('ISO 8601, UTC'),
  durationMs: count('time worked'),
  error: z
    .object({
      code: code.nullable().describe('why it stopped or was refused: the code; null after a crash'),
      meaning: text('what the code means'),
      remedy: text('what to do'),
    })
    .nullable(),
  rows: z.int().min(0).nullable().describe('rows of the source; null where it was not read'),
  counts: z
    .record(z.enum(BULK_STATUSES), z.int().min(0))
    .nullable()
    .describe('a number for each status of a row; null where there is no summary'),
  addresses: z
    .object({
      created: count('how many addresses were made'),
      existing: count('how many existed'),
      failed: count('how many could not be made'),
    })
    .nullable(),
  issues: z.array(
    z.object({
      code: code.describe('what the checks found: the code'),
      severity: z.enum(['error', 'warning']).describe('`error` or `warning`'),
      count: count('how often'),
    }),
  ),
  errors: z.array(
    z.object({
      code: code.describe('rows that are `invalid`, `conflict` or `failed`: the code'),
      count: count('how many rows'),
    }),
  ),
  requests: requests.nullable(),
  reconcile: comparison.nullable(),
  export: exported.nullable(),
  nextCommand: z
    .string()
    .nullable()
    .describe('the command that resumes the run, applies the plan or corrects the drift; else null'),
});

/** The document that a webhook gets by POST. It has numbers and codes, and no content of a row. */
export const notificationSchema = z
  .object({
    schemaVersion: z.literal(1).describe('1'),
    id: text('the same in each try, for receivers that must act once; also the header `webhook-id`'),
    type: z.literal('run.ended').describe('`run.ended`'),
    timestamp: z.iso.datetime().describe('when it was made; ISO 8601, UTC'),
    data,
  })
  .describe('What bitpowr-bulk sends to a webhook (--notify)');

export type Notification = z.output<typeof notificationSchema>;
export type NotificationData = Notification['data'];
export type JobOutcome = (typeof OUTCOMES)[number];
