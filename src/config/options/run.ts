/** Options of a run: its name, its folder, its limits and what it leaves behind. */
import { flag, inGroup, openFlag, option } from './option.js';
import { onlyAsFlag } from './variants.js';
import {
  anyText,
  choice,
  count,
  duration,
  integer,
  matching,
  rowQuotaOrNone,
  rowQuota,
  rowRanges,
  several,
  text,
  texts,
} from './values.js';

/** The default folder of runs. */
export const DEFAULT_REPORTS_DIR = 'reports';

const OUTPUT_GROUP = 'Output';

export const REPORTS_DIR = inGroup(OUTPUT_GROUP, {
  reportsDir: option(text('a folder'), {
    valueName: 'DIR',
    help: 'Folder for runs',
    isPath: true,
    default: DEFAULT_REPORTS_DIR,
  }),
});

/** Only the command line has these. */
export const JSON_OUTPUT = inGroup(OUTPUT_GROUP, {
  json: flag('Print the summary as JSON on stdout, and nothing else there'),
});

const LOG_FORMATS = ['text', 'json'] as const;

/** Likewise. */
export const SCREEN = inGroup(OUTPUT_GROUP, {
  quiet: flag('No progress; no output at all on success'),
  verbose: flag('Print every request and note on stderr, and figures of the requests in the summary'),
  color: flag('Colours on a terminal; --no-color or NO_COLOR turns them off'),
  input: flag('Ask on a terminal, as before LIVE writes; --no-input never asks', { isOn: true }),
  logFormat: option(choice(LOG_FORMATS), {
    valueName: 'FORMAT',
    help: 'Format of stderr: text, or json for one JSON object per line',
    choices: LOG_FORMATS,
    default: 'text',
  }),
});

/** Likewise; of commands that leave a report. */
export const OPEN = inGroup(OUTPUT_GROUP, {
  open: flag('Open the report in the browser of this machine at the end'),
});

/** Tokens for personal data in what may leave the house. */
export const toMask = (file: string) =>
  inGroup(OUTPUT_GROUP, { mask: flag(`Tokens for personal data in ${file}, the summary and the report`) });

/** For spreadsheets, which take UTF-8 without a mark for the encoding of the machine. */
export const BOM = inGroup(OUTPUT_GROUP, {
  bom: openFlag('Begin CSV files with a byte order mark, so that Excel shows é as é', 'rejected.csv only'),
});

export const RUN_ID = inGroup('Run', {
  runId: option(
    matching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'a name of letters, digits, ".", "_" and "-"'),
    { valueName: 'NAME', help: 'Name of the run', absent: 'made from the time' },
  ),
});

export const WAIT_FOR_LOCK = inGroup('Run', {
  waitForLock: option(duration, {
    valueName: 'TIME',
    help: 'Wait up to this time (90, 30m, 2h) while another run works on this account, run or source',
    absent: 'status 4 at once',
  }),
});

const LIMIT_GROUP = 'Limits';

/** Counted from 0 in each session. */
export const MAX_ERRORS = inGroup(LIMIT_GROUP, {
  maxErrors: option(rowQuotaOrNone, {
    valueName: 'N|N%|none',
    help: 'Stop once this many rows failed (10, or 5% of the source), resumable; none: never for failed rows',
  }),
  maxAlike: option(count(), {
    valueName: 'N',
    help: 'Stop if the first N rows that are sent all fail for one cause, resumable',
    default: '50',
  }),
});

/** What a run may change at most, and how it begins. Counted from 0 in each session. */
export const GUARDS = inGroup(LIMIT_GROUP, {
  maxChanges: option(rowQuota({ allowsZero: true }), {
    valueName: 'N|N%',
    help: 'Refuse to begin if more customers would be created or updated (10, or 5% of the rows)',
  }),
  maxCreates: option(rowQuota({ allowsZero: true }), {
    valueName: 'N|N%',
    help: 'Refuse to begin if more customers would be created',
  }),
  maxUpdates: option(rowQuota({ allowsZero: true }), {
    valueName: 'N|N%',
    help: 'Refuse to begin if more customers would be updated',
  }),
  canary: option(integer(1, 1000), {
    valueName: 'N',
    help: 'Send N rows first, spread over the source; continue only if all of them succeed',
  }),
});

const UNATTENDED_GROUP = 'Unattended';

/** Of commands that a clock may start. */
export const METRICS = inGroup(UNATTENDED_GROUP, {
  metrics: option(text('a file'), {
    valueName: 'FILE',
    help: 'File for the figures of the last run, as a node exporter reads them (.prom)',
    isPath: true,
  }),
});

const NOTIFY_ON = ['always', 'failure', 'drift'] as const;

/** Only the command line has these: it notifies when a job has ended. */
export const NOTIFY = inGroup(UNATTENDED_GROUP, {
  notify: option(texts, {
    valueName: 'URL|@FILE',
    help: 'Notify https://…, slack+https://… or mailto:… of the end; @FILE has such lines; repeatable',
    variable: 'BITPOWR_BULK_NOTIFY',
    isRepeatable: true,
    isPath: true,
    isSecret: true,
    inFile: several(anyText, 'a text, or a list of texts'),
  }),
  notifyOn: option(choice(NOTIFY_ON), {
    valueName: 'WHEN',
    help: 'Notify at each end, only if the status is not 0, or only of drift: always, failure, drift',
    choices: NOTIFY_ON,
    default: 'always',
  }),
});

/** How many finished runs, or exports, of this kind stay. */
export const KEEP = inGroup(UNATTENDED_GROUP, {
  keep: option(integer(1, 1_000_000), {
    valueName: 'N',
    help: 'Remove finished runs of this kind beyond the newest N',
    absent: 'all stay',
  }),
});

/** Only the command line has this: what a resumed run is given is its options. */
export const RESUME = inGroup('Run', {
  failed: flag('Take the failed rows up again as well'),
});

export const UNDO = inGroup('Run', {
  deleteCreated: flag('Delete the customers that the run made, if the API can do that'),
});

/** The part of a plan that is applied. Only the command line has these. */
export const PART = inGroup('Plan', {
  only: option(rowRanges, {
    valueName: 'ROWS',
    help: 'Apply only these rows (1,5-9; see bulk_row); the rest stays planned',
    isFlagOnly: true,
  }),
  except: option(rowRanges, {
    valueName: 'ROWS',
    help: 'Apply all rows but these, which stay planned',
    isFlagOnly: true,
  }),
});

const QUESTION = inGroup('Plan', {
  yes: flag('Apply without the question at a terminal; a LIVE account still needs --live'),
});

/** Only the command line has this: it asks. */
export const YES = { yes: onlyAsFlag(QUESTION.yes) };
