/** `import`, `reconcile`, `export` and `undo` with `--queue`: a run of its own, or a schedule of such runs. */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { z } from 'zod';
import {
  exportOptionsSchema,
  importOptionsSchema,
  reconcileOptionsSchema,
  undoOptionsSchema,
} from '../../config/options.js';
import { VENDOR_BASE_URL } from '../../config/options/connection.js';
import { pickGiven, resolveOptions } from '../../config/resolve.js';
import { BulkError } from '../../core/errors.js';
import { assertBelongs, assertFree, enqueueRun } from '../../fleet/enqueue.js';
import { hashFile } from '../../fleet/job-input.js';
import { JOB_FORMAT, type Job, type JobInput } from '../../fleet/job.js';
import { openStore } from '../../fleet/open-store.js';
import { addSchedule } from '../../fleet/schedules.js';
import { findQueuedRun } from '../../fleet/runs.js';
import { toEndpoint } from '../../jobs/endpoint.js';
import { assertLocalSource } from '../remote-source.js';
import { readTyped, toProgram } from '../invocation.js';
import { readSourceFiles } from '../source.js';
import type { Arguments } from '../arguments.js';
import type { ExitCode } from '../../jobs/report.js';
import { assertCanBeQueued, runQueueSession, type QueueSession } from './session.js';
import { tellQueued, waitForEnd } from './wait.js';

const DEFAULT_CREDENTIAL = 'default';
/** A worker has folders of its own. */
const LOCAL_OPTIONS = ['reportsDir', 'runId', 'waitForLock', 'against', 'previous'];

export function giveImport(flags: Arguments): Promise<void> {
  return give(flags, async (session, name) => ({
    ...toCommon(session, importOptionsSchema, readSourceFiles(flags)),
    command: 'import',
    source: await toInput(flags.source ?? '', name, session),
  }));
}

export function giveReconcile(flags: Arguments): Promise<void> {
  const { against } = flags;
  return give(flags, async (session, name) => ({
    ...toCommon(session, reconcileOptionsSchema, readSourceFiles(flags)),
    command: 'reconcile',
    source: await toInput(flags.source ?? '', name, session),
    ...(typeof against === 'string' ? { against: await toInput(against, name, session) } : {}),
  }));
}

export function giveExport(flags: Arguments): Promise<void> {
  return give(flags, (session) => {
    for (const name of ['output', 'transactions']) assertPlainName(name, flags[name]);
    return Promise.resolve({ ...toCommon(session, exportOptionsSchema, {}), command: 'export' });
  });
}

export function giveUndo(flags: Arguments): Promise<void> {
  return give(flags, async (session) => {
    const of = await findQueuedRun(session.fleet, flags.run ?? '');
    if (of.state !== 'ended') {
      throw new BulkError('run_locked', `The run ${of.id} has not ended.`, { hint: 'Wait for its end.' });
    }
    const common = toCommon(session, undoOptionsSchema, {});
    const { credential = of.credential } = session.options;
    assertBelongs(of.id, of.baseUrl, session.flags.baseUrl);
    return { ...common, credential, baseUrl: of.baseUrl, command: 'undo', of: of.id };
  });
}

/** An export of the queue is a file among those of its run. */
function assertPlainName(option: string, value: unknown): void {
  if (value === undefined || (typeof value === 'string' && value !== '-' && basename(value) === value))
    return;
  throw new BulkError(
    'config_invalid',
    `Expected \`--${option}\` to be the name of a file without a folder where \`--queue\` gives the command to workers, got \`${typeof value === 'string' ? value : ''}\`.`,
    { hint: 'It will be among the files of the run in the store.' },
  );
}

function give(flags: Arguments, toJob: (session: QueueSession, name: string) => Promise<Job>): Promise<void> {
  assertCanBeQueued(flags);
  return runQueueSession(flags, async (session) => {
    const { every, tz, wait } = session.options;
    const runId = typeof flags['runId'] === 'string' ? flags['runId'] : undefined;
    if (every !== undefined) {
      const job = await toJob(session, runId ?? 'schedules');
      const name = runId ?? `${job.command}-${toShortHash(job)}`;
      return tellSchedule(
        name,
        await addSchedule(session.fleet.boss, name, job, { cron: every, zone: tz }),
        session,
      );
    }
    const id = runId ?? toRunId(session.deps.clock.now());
    await assertFree(session.fleet, id);
    await enqueueRun(session.fleet, id, await toJob(session, id));
    if (wait) return waitForEnd(id, session);
    return tellQueued(id, session);
  });
}

/** As the names of runs on one machine. */
function toRunId(now: number): string {
  const [day = '', time = ''] = new Date(now).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').split('T');
  return `${day}-${time}-${randomBytes(2).toString('hex')}`;
}

function toShortHash(job: Job): string {
  return createHash('sha256').update(JSON.stringify(job)).digest('hex').slice(0, 8);
}

/** Judges the options as the command itself does. Throws `config_invalid`. */
function toCommon(
  { flags, environment, options }: QueueSession,
  schema: z.ZodObject,
  files: Readonly<Record<string, unknown>>,
): Pick<Job, 'format' | 'credential' | 'baseUrl' | 'liveOrganisation' | 'options'> {
  resolveOptions(schema, { ...flags, ...files }, environment);
  const given = pickGiven(schema, { ...flags, ...files }, environment);
  return {
    format: JOB_FORMAT,
    credential: options.credential ?? DEFAULT_CREDENTIAL,
    baseUrl: toEndpoint(flags.baseUrl ?? (environment['BITPOWR_BASE_URL'] || VENDOR_BASE_URL)),
    liveOrganisation: flags.configuration?.liveOrganisation,
    options: Object.fromEntries(Object.entries(given).filter(([name]) => !LOCAL_OPTIONS.includes(name))),
  };
}

/** Throws `source_missing`, `store_unreachable`, `config_invalid`. */
async function toInput(
  source: string,
  name: string,
  { options, environment }: QueueSession,
): Promise<JobInput> {
  assertLocalSource(source, readTyped(), toProgram());
  if (source === '-') {
    throw new BulkError(
      'config_invalid',
      'Expected the source to be a file where `--queue` gives the command to workers, got standard input.',
      {
        hint: 'Save it as a file first.',
      },
    );
  }
  const path = resolve(source);
  const { store: place, every } = options;
  if (place === undefined) {
    if (every === undefined) return { kind: 'mounted', path, sha256: await hashFile(path) };
    if (!existsSync(path)) throw new BulkError('source_missing', `The source ${path} does not exist.`);
    return { kind: 'mounted', path };
  }
  if (!existsSync(path)) throw new BulkError('source_missing', `The source ${path} does not exist.`);
  const file = basename(path);
  const folder = every === undefined ? `${name}/input` : 'schedules';
  // What another command has stored stays as it is.
  const key = `${folder}/${await hashFile(path)}/${file}`;
  const store = await openStore(place, environment);
  return { kind: 'stored', key, name: file, sha256: await store.put(key, path) };
}

function tellSchedule(
  name: string,
  next: Date | undefined,
  { terminal, flags, options }: QueueSession,
): ExitCode {
  const at = next?.toISOString() ?? null;
  if (flags.json === true) terminal.out(`${JSON.stringify({ schedule: name, next: at }, undefined, 2)}\n`);
  else if (flags.quiet !== true) {
    terminal.out(`Schedule ${name}: ${options.every ?? ''}, ${options.tz}. Next: ${at ?? 'never'}\n`);
  }
  return 0;
}
