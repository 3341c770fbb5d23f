/** What a run in the queue is to do. It names a credential, and holds no secret. */
import { z } from 'zod';
import {
  applyOptionsSchema,
  exportOptionsSchema,
  importOptionsSchema,
  reconcileOptionsSchema,
  resumeOptionsSchema,
  undoOptionsSchema,
} from '../config/options.js';
import { BulkError } from '../core/errors.js';
import { toKebab } from '../core/kebab.js';

/** Raised with each change that an older worker would not understand. */
export const JOB_FORMAT = 1;

/** A file that a run reads. */
const inputSchema = z.discriminatedUnion('kind', [
  /** Copied into the store when the run was queued. */
  z.object({ kind: z.literal('stored'), key: z.string(), name: z.string(), sha256: z.string() }),
  /** A path that each worker has. Without a sha256, each run takes the file as it is then. */
  z.object({ kind: z.literal('mounted'), path: z.string(), sha256: z.string().optional() }),
]);

const common = {
  format: z.literal(JOB_FORMAT),
  /** The name of a credential; each worker has it in its folder of credentials. */
  credential: z.string(),
  baseUrl: z.string(),
  /** Whose LIVE customers may change without `options.live`, as a profile says. */
  liveOrganisation: z.string().optional(),
  /** As the schema of the command's options takes them: what was typed, with the files of `--mapping` and `--rules` read. */
  options: z.record(z.string(), z.unknown()),
};

export const jobSchema = z.discriminatedUnion('command', [
  z.object({ ...common, command: z.literal('import'), source: inputSchema }),
  z.object({
    ...common,
    command: z.literal('reconcile'),
    source: inputSchema,
    /** An export to compare with; absent: the API. */
    against: inputSchema.optional(),
  }),
  /** `options.output` and `options.transactions` are names of files in the run's result. */
  z.object({ ...common, command: z.literal('export') }),
  /** These two continue the run that has this job: its journal is in the store, or in the log. */
  z.object({ ...common, command: z.literal('apply') }),
  z.object({ ...common, command: z.literal('resume'), failed: z.boolean() }),
  /** A run of its own, made from the journal of the run `of`, which has ended. */
  z.object({ ...common, command: z.literal('undo'), of: z.string() }),
]);

/** The options of each command that this program knows. */
const OPTIONS: Readonly<Record<Job['command'], z.ZodObject>> = {
  import: importOptionsSchema,
  reconcile: reconcileOptionsSchema,
  export: exportOptionsSchema,
  apply: applyOptionsSchema,
  resume: resumeOptionsSchema,
  undo: undoOptionsSchema,
};

export type Job = z.output<typeof jobSchema>;
export type JobInput = z.output<typeof inputSchema>;

/** Throws `queue_newer`, `job_damaged`. */
export function readJob(value: unknown): Job {
  const { success, data } = z.object({ format: z.number() }).safeParse(value);
  if (success && data.format > JOB_FORMAT) {
    throw new BulkError(
      'queue_newer',
      `The job has format ${data.format}; this program knows formats up to ${JOB_FORMAT}.`,
    );
  }
  const job = jobSchema.safeParse(value);
  if (job.success) return assertKnownOptions(job.data);
  const [issue] = job.error.issues;
  const place = issue?.path.join('.') ?? '';
  throw new BulkError('job_damaged', `The job can not be read: ${place}: ${issue?.message ?? ''}.`);
}

function assertKnownOptions(job: Job): Job {
  const { shape } = OPTIONS[job.command];
  const unknown = Object.keys(job.options).find((name) => !Object.hasOwn(shape, name));
  if (unknown === undefined) return job;
  throw new BulkError(
    'queue_newer',
    `The job has the option --${toKebab(unknown)}, which this program does not know.`,
  );
}
