/** Options of runs on many machines. Only the command line has these: nothing changes without them. */
import { flag, inGroup, option, requiredOption } from './option.js';
import { onlyAsFlag } from './variants.js';
import { integer, matching, text } from './values.js';

const GROUP = 'Queue';

const URL_WORDS = {
  valueName: 'URL|@FILE',
  help: 'Queue of the workers in PostgreSQL: postgres://…, or @FILE with such a line',
  isSecret: true,
  isFlagOnly: true,
  isPath: true,
} as const;
const A_QUEUE = matching(/^(postgres(ql)?:\/\/.+|@.+)$/, 'postgres://…, or @FILE with such a line');

/** Of a command that can be queued. */
export const QUEUE = inGroup(GROUP, {
  queue: option(A_QUEUE, URL_WORDS),
  credential: option(matching(/^[A-Za-z0-9][\w.-]*$/, 'the name of a credential'), {
    valueName: 'NAME',
    help: 'Name of the credential, as the workers have it in their folder of credentials',
    absent: 'default; of a run that is continued, its own',
    isFlagOnly: true,
  }),
  wait: onlyAsFlag({
    ...flag('Wait for the end of the run; the exit status is that of the run'),
    group: GROUP,
  }),
});

const STORE = {
  valueName: 'PLACE',
  isFlagOnly: true,
  isPath: true,
} as const;

/** Of one that continues a run. */
export const FETCH = inGroup(GROUP, {
  store: option(text('a folder, or s3://…'), {
    ...STORE,
    help: 'With --wait, fetch the files of the run from the store of the workers: a folder, or s3://BUCKET/PREFIX',
    absent: 'they stay there',
  }),
});

/** Of one that reads a file, or makes one. */
export const SCHEDULE = inGroup(GROUP, {
  store: option(text('a folder, or s3://…'), {
    ...STORE,
    help: 'Copy the source into the store of the workers: a folder that all mount, or s3://BUCKET/PREFIX',
    absent: 'the source is a path that each worker has',
  }),
  every: option(text('a cron expression'), {
    valueName: 'CRON',
    help: 'Queue the command at these times, such as "15 2 * * *"; see schedules',
    isFlagOnly: true,
  }),
  tz: option(text('a time zone'), {
    valueName: 'ZONE',
    help: 'Time zone of --every, such as Africa/Lagos',
    default: 'UTC',
    isFlagOnly: true,
  }),
});

/** Of commands that look into the queue. */
export const QUEUE_LOOK = inGroup(GROUP, {
  queue: option(A_QUEUE, URL_WORDS),
});

/** Of `worker` and `schedules`. */
export const QUEUE_NEEDED = inGroup(GROUP, {
  queue: requiredOption(A_QUEUE, URL_WORDS),
});

export const SCHEDULES = inGroup(GROUP, {
  remove: option(text('the name of a schedule'), { valueName: 'NAME', help: 'Remove this schedule' }),
});

const LEAST_LEASE_SECONDS = 2;

export const WORKER = inGroup('Worker', {
  store: requiredOption(text('a folder, or s3://…'), {
    ...STORE,
    help: 'Where sources and the files of runs are: a folder that all workers mount, or s3://BUCKET/PREFIX',
  }),
  credentials: requiredOption(text('a folder'), {
    valueName: 'DIR',
    isPath: true,
    help: 'Folder with a file of BITPOWR_… variables, or a folder of such files, for each credential',
  }),
  jobs: option(integer(1, 64), { valueName: 'N', help: 'Runs at a time', default: '4' }),
  lease: option(integer(LEAST_LEASE_SECONDS, 600), {
    valueName: 'SECONDS',
    help: 'Another worker takes over the runs of one that gave no sign of life for twice this time',
    default: '30',
  }),
  workDir: option(text('a folder'), {
    valueName: 'DIR',
    isPath: true,
    help: 'Folder on this machine for the journals of runs; it may be lost at each restart',
    absent: 'a temporary one',
  }),
  listen: option(matching(/^(.+:)?\d{1,5}$/, 'an address such as 127.0.0.1:9464'), {
    valueName: 'ADDRESS',
    help: 'Answer /healthz, /readyz and /metrics at this address, such as 0.0.0.0:9464',
    absent: 'none',
  }),
  name: option(matching(/^[\w.:-]{1,100}$/, 'a name of letters, digits, ".", ":", "_" and "-"'), {
    valueName: 'NAME',
    help: 'Name of this worker, for people',
    absent: 'that of the machine, and the process id',
  }),
});
