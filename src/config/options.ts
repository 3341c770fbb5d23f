/** What each job is given: the schema and the type of its options, made from the declarations in `options/`. */
import type { z } from 'zod';
import { CONNECTION } from './options/connection.js';
import { ACCOUNT_ID, ADDRESSES, ASSET, IMPORT, PROVISION_ADDRESS } from './options/import.js';
import { EMAIL_UNIQUE, MATCHING } from './options/matching.js';
import { toSchema } from './options/option.js';
import { asBegun, omitOptions, onlyAsFlag, reworded } from './options/variants.js';
import { DOCTOR, EXPORT, MAP, RECONCILE, SANDBOX, SHOW, VALIDATE } from './options/other-commands.js';
import * as QUEUE from './options/queue.js';
import * as RUN from './options/run.js';
import { READING, SOURCE } from './options/source.js';

export const VALIDATE_OPTIONS = {
  ...VALIDATE,
  ...MATCHING,
  ...EMAIL_UNIQUE,
  ...RUN.toMask('issues.csv'),
  ...RUN.BOM,
  ...RUN.RUN_ID,
  ...SOURCE,
  ...RUN.REPORTS_DIR,
};

export const MAP_OPTIONS = { ...MAP, ...READING };

export const IMPORT_OPTIONS = {
  ...IMPORT,
  ...MATCHING,
  ...EMAIL_UNIQUE,
  ...RUN.MAX_ERRORS,
  ...RUN.GUARDS,
  ...PROVISION_ADDRESS,
  ...ASSET,
  ...ACCOUNT_ID,
  ...ADDRESSES,
  ...RUN.toMask('results.csv'),
  ...RUN.BOM,
  ...RUN.RUN_ID,
  ...RUN.WAIT_FOR_LOCK,
  ...SOURCE,
  ...CONNECTION,
  ...RUN.REPORTS_DIR,
};

/** A review makes a dry run first, always. */
export const REVIEW_OPTIONS = omitOptions(IMPORT_OPTIONS, { dryRun: true });

const AS_BEGUN = asBegun({
  ...RUN.MAX_ERRORS,
  ...RUN.GUARDS,
  ...RUN.toMask('results.csv'),
  ...RUN.BOM,
  ...CONNECTION,
});

/** Options that may differ when a run is continued. */
const CONTINUE_OPTIONS = {
  ...AS_BEGUN,
  live: onlyAsFlag(AS_BEGUN.live, false),
  ...RUN.WAIT_FOR_LOCK,
};

export const APPLY_OPTIONS = { ...RUN.PART, ...CONTINUE_OPTIONS };

export const RESUME_OPTIONS = { ...asBegun(ACCOUNT_ID), ...CONTINUE_OPTIONS };

export const UNDO_OPTIONS = {
  ...RUN.UNDO,
  ...RUN.MAX_ERRORS,
  ...RUN.WAIT_FOR_LOCK,
  ...RUN.toMask('results.csv'),
  ...RUN.BOM,
  ...CONNECTION,
};

export const EXPORT_OPTIONS = {
  ...EXPORT,
  bom: reworded(RUN.BOM.bom, { help: 'Begin a CSV file with a byte order mark, so that Excel shows é as é' }),
  ...CONNECTION,
  ...RUN.REPORTS_DIR,
};

export const RECONCILE_OPTIONS = {
  ...RECONCILE,
  ...MATCHING,
  ...ASSET,
  ...RUN.toMask('reconcile.csv'),
  ...RUN.BOM,
  ...RUN.RUN_ID,
  ...SOURCE,
  ...CONNECTION,
  ...RUN.REPORTS_DIR,
};

export const DOCTOR_OPTIONS = {
  accountId: reworded(ACCOUNT_ID.accountId, {
    help: 'Wallet under which a sub-account and two addresses are made',
  }),
  ...ASSET,
  ...DOCTOR,
  ...CONNECTION,
  live: onlyAsFlag(CONNECTION.live),
  ...RUN.REPORTS_DIR,
};

/** Options of jobs that a clock starts. */
export const UNATTENDED_OPTIONS = { ...RUN.METRICS, ...RUN.KEEP };

export const SHOW_OPTIONS = { ...SHOW, ...RUN.REPORTS_DIR };

/** Of a worker of a queue. */
export const WORKER_OPTIONS = { ...QUEUE.QUEUE_NEEDED, ...QUEUE.WORKER };

export const SCHEDULES_OPTIONS = { ...QUEUE.QUEUE_NEEDED, ...QUEUE.SCHEDULES };

export const connectionOptionsSchema = toSchema(CONNECTION);
export const validateOptionsSchema = toSchema(VALIDATE_OPTIONS);
export const mapOptionsSchema = toSchema(MAP_OPTIONS);
export const importOptionsSchema = toSchema(IMPORT_OPTIONS)
  .refine(({ subAccount, subAccountId }) => subAccount === undefined || subAccountId === undefined, {
    path: ['subAccount'],
    error: 'left out where --sub-account-id names one for all',
  })
  .refine(({ provisionAddress, accountId }) => !provisionAddress || accountId !== undefined, {
    path: ['provisionAddress'],
    error: 'given together with --account-id or BITPOWR_ACCOUNT_ID, the wallet for the addresses',
  });
export const applyOptionsSchema = toSchema(APPLY_OPTIONS).refine(
  ({ only, except }) => only === undefined || except === undefined,
  { path: ['only'], error: 'left out where --except names the rows that stay planned' },
);
export const resumeOptionsSchema = toSchema(RESUME_OPTIONS);
export const undoOptionsSchema = toSchema(UNDO_OPTIONS);
export const exportOptionsSchema = toSchema(EXPORT_OPTIONS);
export const reconcileOptionsSchema = toSchema(RECONCILE_OPTIONS);
export const doctorOptionsSchema = toSchema(DOCTOR_OPTIONS);
export const notifyOptionsSchema = toSchema(RUN.NOTIFY);
export const logFormatSchema = toSchema({ logFormat: RUN.SCREEN.logFormat });
export const unattendedOptionsSchema = toSchema(UNATTENDED_OPTIONS);
export const showOptionsSchema = toSchema(SHOW_OPTIONS)
  .refine(({ changes, row }) => !changes || row === undefined, {
    path: ['changes'],
    error: 'left out where --row shows one row',
  })
  .refine(({ changes, ndjson }) => !ndjson || changes, {
    path: ['ndjson'],
    error: 'given together with --changes',
  });
export const sandboxOptionsSchema = toSchema(SANDBOX);
export const workerOptionsSchema = toSchema(WORKER_OPTIONS);
export const schedulesOptionsSchema = toSchema(SCHEDULES_OPTIONS);
export const queueOptionsSchema = toSchema({ ...QUEUE.QUEUE, ...QUEUE.SCHEDULE }).refine(
  ({ every, wait }) => every === undefined || !wait,
  { path: ['wait'], error: 'left out where --every makes a schedule' },
);
export const reportsDirSchema = toSchema(RUN.REPORTS_DIR);

export type SourceOptions = z.output<ReturnType<typeof toSchema<typeof SOURCE>>>;
/** How a source is read, without what its columns mean. */
export type ReadingOptions = z.output<ReturnType<typeof toSchema<typeof READING>>>;
export type MapOptions = z.output<typeof mapOptionsSchema>;
export type ConnectionOptions = z.output<typeof connectionOptionsSchema>;
export type ValidateOptions = z.output<typeof validateOptionsSchema>;
export type ImportOptions = z.output<typeof importOptionsSchema>;
export type ApplyOptions = z.output<typeof applyOptionsSchema>;
export type ResumeOptions = z.output<typeof resumeOptionsSchema>;
export type UndoOptions = z.output<typeof undoOptionsSchema>;
export type ExportOptions = z.output<typeof exportOptionsSchema>;
export type ReconcileOptions = z.output<typeof reconcileOptionsSchema>;
export type DoctorOptions = z.output<typeof doctorOptionsSchema>;
export type QueueOptions = z.output<typeof queueOptionsSchema>;
export type ShowOptions = z.output<typeof showOptionsSchema>;
export type UnattendedOptions = z.output<typeof unattendedOptionsSchema>;
