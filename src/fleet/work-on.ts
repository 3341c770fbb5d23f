/** A run on a worker: its credential by name, its place among the runs with the same token, and the wait for its lease. */
import type { Environment } from '../core/environment.js';
import { BulkError } from '../core/errors.js';
import { makeRedactor } from '../core/redact.js';
import type { Connection, JobDeps } from '../jobs/deps.js';
import { toEndpoint } from '../jobs/endpoint.js';
import { toSecrets } from '../jobs/secrets.js';
import { readCredential } from './credentials.js';
import { readJob, type Job } from './job.js';
import { toOutcome, type WorkOutcome } from './outcome.js';
import type { FleetReport } from './start.js';
import { runSession, type RunEnd, type WorkerPlace } from './session.js';

export type WorkerWord =
  | { readonly type: 'note'; readonly message: string; readonly runId?: string }
  | {
      readonly type: 'began' | 'handed_over' | 'taken_over' | 'later' | 'dead';
      readonly runId: string;
      readonly message: string;
    }
  | {
      readonly type: 'ended';
      readonly runId: string;
      readonly message: string;
      readonly job: Job;
      readonly report: FleetReport;
    };

export interface RunWorker extends WorkerPlace {
  /** The folder of credentials. */
  readonly credentials: string;
  /** Of the process: proxies. Its own credential is left out. */
  readonly environment: Environment;
  readonly deps: Omit<JobDeps, 'emit' | 'signal' | 'lease' | 'runLog' | 'paceBoard'>;
  /** Each request, for the figures of the worker. */
  readonly emit: JobDeps['emit'];
  readonly say: (word: WorkerWord) => void;
  /** Interrupts all runs. */
  readonly signal: AbortSignal;
}

/** A run is handed over before the queue takes it for lost. */
const SHIFT_MS = 23 * 3600 * 1000;
/** How often a worker looks whether the holder of a run is still there. */
const LOOK_MS = 5000;

/** `isLast`: the queue would not give the job out once more. What is thrown becomes an outcome. */
export async function workOn(
  { id, job: value }: { readonly id: string; readonly job: unknown },
  worker: RunWorker,
  isLast: boolean,
): Promise<WorkOutcome> {
  let redact = (text: string): string => text;
  const say: RunWorker['say'] = (word) => worker.say({ ...word, message: redact(word.message) });
  try {
    const job = readJob(value);
    const connection = connect(job, worker);
    redact = makeRedactor(toSecrets(connection.environment));
    const end = await waitForLease(id, { ...worker, say }, { job, connection });
    if (end?.kind === 'ended') say(toEndedWord(id, job, end.report));
    return toOutcome({ end: end ?? { kind: 'handed_over' } }, isLast);
  } catch (error) {
    const outcome = toOutcome({ error }, isLast);
    if (!('reason' in outcome)) return outcome;
    return { ...outcome, reason: { ...outcome.reason, message: redact(outcome.reason.message) } };
  }
}

function toEndedWord(runId: string, job: Job, report: FleetReport): WorkerWord {
  const message = `The run ${runId} has ended with status ${report.summary.exitCode}.`;
  return { type: 'ended', runId, message, job, report };
}

interface Task {
  readonly job: Job;
  readonly connection: Connection;
}

/** Throws `credential_missing`, `config_invalid`. */
function connect({ credential, baseUrl }: Job, { credentials, environment }: RunWorker): Connection {
  const { path, variables } = readCredential(credentials, credential);
  const endpoint = toEndpoint(baseUrl);
  const own = variables['BITPOWR_BASE_URL'];
  if (own !== undefined && toEndpoint(own) !== endpoint) {
    throw new BulkError(
      'config_invalid',
      `The credential ${credential} is for ${own}, and the run for ${endpoint}.`,
      { hint: `Queue the command again with --base-url ${own}, or name another --credential.` },
    );
  }
  const others = Object.entries(environment).filter(([name]) => !name.startsWith('BITPOWR_'));
  return {
    endpoint,
    baseUrl: endpoint,
    environment: { ...Object.fromEntries(others), ...variables },
    credentialsFile: { path, variables: Object.keys(variables) },
  };
}

/**
 * While another worker holds the run, this one waits and keeps the job, so that no other run with the same token begins. Undefined: it was
 * interrupted meanwhile.
 */
async function waitForLease(
  runId: string,
  worker: RunWorker,
  { job, connection }: Task,
): Promise<Exclude<RunEnd, { kind: 'held' }> | undefined> {
  const { clock } = worker.deps;
  const signal = AbortSignal.any([worker.signal, AbortSignal.timeout(SHIFT_MS)]);
  const deps: JobDeps = {
    ...worker.deps,
    signal,
    liveOrganisation: job.liveOrganisation,
    emit: (event) => {
      worker.emit(event);
      if (event.type === 'run')
        worker.say({
          type: 'began',
          runId,
          message: `The run ${runId} is under way: ${job.command}, credential ${job.credential}.`,
        });
      if (event.type === 'note')
        worker.say({ type: 'note', runId, message: `The run ${runId}: ${event.message}` });
    },
  };
  for (;;) {
    if (signal.aborted) return undefined;
    const end = await runSession(runId, worker, { connection, deps });
    if (end.kind !== 'held') return end;
    await clock.sleep(Math.min(LOOK_MS, end.leftMs + 100), signal).catch(() => undefined);
  }
}
