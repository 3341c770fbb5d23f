/** Commands that the queue gets again and again, at the times of a cron expression. pg-boss sends one job for each time, however many workers there are. */
import type { PgBoss, Schedule } from 'pg-boss';
import { BulkError, toMessage } from '../core/errors.js';
import { RUNS } from './boss.js';
import type { Job } from './job.js';
import { toTokenKey } from './queue.js';

export interface Times {
  readonly cron: string;
  readonly zone: string;
}

export interface ListedSchedule extends Times {
  readonly name: string;
  readonly command: string;
  readonly credential: string;
  /** ISO 8601. */
  readonly next: string | null;
}

/** Makes it, or replaces the one of this name. Returns the next time. Throws `config_invalid`. */
export async function addSchedule(
  boss: PgBoss,
  name: string,
  job: Job,
  { cron, zone }: Times,
): Promise<Date | undefined> {
  const next = previewTimes(boss, { cron, zone });
  const options = { key: name, tz: zone, singletonKey: toTokenKey(job) };
  await boss.schedule(RUNS, cron, { schedule: name, job }, options);
  return next;
}

/** The next time after `from`, by default now. Throws `config_invalid` for times that there are not. */
export function previewTimes(
  boss: Pick<PgBoss, 'previewSchedule'>,
  { cron, zone }: Times,
  from?: Date,
): Date | undefined {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch (cause) {
    const message = `Expected \`--tz\` to be a time zone such as Africa/Lagos or UTC, got \`${zone}\`.`;
    throw new BulkError('config_invalid', message, { cause });
  }
  const fields = cron.trim().split(/\s+/);
  // What is left out would be guessed.
  if (fields.length !== 5 && !cron.startsWith('@')) {
    const message = `Expected \`--every\` to be a cron expression of 5 fields, such as "15 2 * * *", got \`${cron}\`, which has ${fields.length}.`;
    throw new BulkError('config_invalid', message, {
      hint: 'The fields are minute, hour, day of the month, month and day of the week.',
    });
  }
  try {
    return boss.previewSchedule(cron, { tz: zone, count: 1, ...(from === undefined ? {} : { from }) })[0];
  } catch (cause) {
    const message = `Expected \`--every\` to be a cron expression such as "15 2 * * *", got \`${cron}\`: ${toMessage(cause)}.`;
    throw new BulkError('config_invalid', message, { cause });
  }
}

export async function listSchedules(boss: PgBoss): Promise<ListedSchedule[]> {
  const schedules = await boss.getSchedules(RUNS);
  return schedules.map((one) => toListed(boss, one));
}

function toListed(boss: PgBoss, { key, cron, timezone, data }: Schedule): ListedSchedule {
  const { command = '', credential = '' } = (data as { job?: Partial<Job> } | undefined)?.job ?? {};
  const next = previewTimes(boss, { cron, zone: timezone })?.toISOString() ?? null;
  return { name: key, command, credential, cron, zone: timezone, next };
}

/** Throws `config_invalid` if no credential has this name. */
export async function removeSchedule(boss: PgBoss, name: string): Promise<void> {
  if ((await boss.getSchedule(RUNS, name)) === null) {
    throw new BulkError('config_invalid', `There is no schedule ${name} in the queue.`, {
      hint: 'See `bitpowr-bulk schedules --queue URL`.',
    });
  }
  await boss.unschedule(RUNS, name);
}
