/** The figures of a worker: what it has done since it started, the last run of each command, and the runs in the queue. */
import { basename } from 'node:path';
import type { RunEvent } from '../core/events.js';
import { toExposition, toJobFamilies, type Family, type JobMetrics } from '../jobs/report.js';
import type { Job } from './job.js';
import type { FleetReport } from './start.js';
import type { WorkerWord } from './work-on.js';

/** Credentials and sources must not become series without end. */
const MAX_LAST_RUNS = 500;

export class Figures {
  readonly #worker: string;
  readonly #ends = new Map<string, number>();
  readonly #last = new Map<string, readonly Family[]>();
  readonly #underWay = new Set<string>();
  #requests = 0;
  #throttled = 0;

  constructor(worker: string) {
    this.#worker = worker;
  }

  readonly count = (event: RunEvent): void => {
    if (event.type === 'request') this.#requests += 1;
    if (event.type === 'throttled') this.#throttled += 1;
  };

  hear(word: WorkerWord): void {
    if (word.type === 'note') return;
    if (word.type === 'began') this.#underWay.add(word.runId);
    else this.#underWay.delete(word.runId);
    if (word.type === 'began') return;
    this.#ends.set(word.type, (this.#ends.get(word.type) ?? 0) + 1);
    if (word.type === 'ended') this.#keep(word.job, word.report);
  }

  #keep(job: Job, report: FleetReport): void {
    const metrics = toJobMetrics(job, report);
    const key = JSON.stringify([job.credential, metrics.command, metrics.source]);
    this.#last.delete(key);
    this.#last.set(key, toJobFamilies(metrics, 0, { credential: job.credential }));
    const [oldest] = this.#last.keys();
    if (this.#last.size > MAX_LAST_RUNS && oldest !== undefined) this.#last.delete(oldest);
  }

  /** `runs`: those in the queue by state; undefined: the queue can't be reached. */
  toText(runs: Readonly<Record<string, number>> | undefined): string {
    const own = { worker: this.#worker };
    const queue = Object.entries(runs ?? {}).map(([state, count]) => [{ state }, count] as const);
    return toExposition([
      { name: 'worker_runs', help: 'Runs that this worker has now.', samples: [[own, this.#underWay.size]] },
      {
        name: 'worker_run_ends_total',
        help: 'Runs that this worker no longer has, by what became of them.',
        type: 'counter',
        samples: [...this.#ends].map(([end, count]) => [{ ...own, end }, count] as const),
      },
      {
        name: 'worker_requests_total',
        help: 'Requests that this worker sent.',
        type: 'counter',
        samples: [[own, this.#requests]],
      },
      {
        name: 'worker_throttled_total',
        help: 'How often the API asked this worker to wait.',
        type: 'counter',
        samples: [[own, this.#throttled]],
      },
      {
        name: 'queue_reachable',
        help: '1: PostgreSQL answers.',
        samples: [[own, runs === undefined ? 0 : 1]],
      },
      { name: 'queue_runs', help: 'Runs in the queue by state.', samples: queue },
      ...[...this.#last.values()].flat(),
    ]);
  }
}

function toJobMetrics(job: Job, { summary }: FleetReport): JobMetrics {
  const { command } = job;
  const end = { command, exitCode: summary.exitCode, finishedAt: Date.parse(summary.finishedAt) };
  const { durationMs } = summary;
  if (summary.command === 'export') {
    const exported = { customers: summary.certificate.customers, requests: summary.requests };
    return { ...end, durationMs, source: basename(summary.output), summary: undefined, exported };
  }
  const source = 'source' in job ? job.source : undefined;
  const name =
    source === undefined ? summary.runId : source.kind === 'stored' ? source.name : basename(source.path);
  return { ...end, durationMs, source: name, summary };
}
