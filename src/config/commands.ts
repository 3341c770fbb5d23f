/** The commands of the command line: the argument and the options of each. */
import {
  APPLY_OPTIONS,
  DOCTOR_OPTIONS,
  EXPORT_OPTIONS,
  IMPORT_OPTIONS,
  MAP_OPTIONS,
  RECONCILE_OPTIONS,
  RESUME_OPTIONS,
  REVIEW_OPTIONS,
  SCHEDULES_OPTIONS,
  SHOW_OPTIONS,
  UNATTENDED_OPTIONS,
  UNDO_OPTIONS,
  VALIDATE_OPTIONS,
  WORKER_OPTIONS,
} from './options.js';
import { CONFIGURATION } from './options/configuration.js';
import { CONNECTION, PLACE } from './options/connection.js';
import { type FlagsOf, type OptionSet } from './options/option.js';
import { hidden, omitOptions, onlyAsFlag, reworded, withAbsent } from './options/variants.js';
import { REVIEW_OPEN, SANDBOX } from './options/other-commands.js';
import { JSON_OUTPUT, KEEP, METRICS, NOTIFY, OPEN, REPORTS_DIR, RESUME, SCREEN, YES } from './options/run.js';
import { FETCH, QUEUE, QUEUE_LOOK, SCHEDULE } from './options/queue.js';
import { SOURCE_FILES } from './options/source.js';
import { toEither } from './options/values.js';

export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;

/** What a command is about, given as its argument. */
export const POSITIONALS = {
  source: 'Path of the file, or - for stdin',
  'file-or-run': 'Path of the file, - for stdin, or the name of a review or run',
  run: 'Name of the run, its folder, or last for the newest',
  code: 'A code, such as key_missing; if it is left out, all codes are listed',
  shell: `${toEither(SHELLS)}; if it is left out, the shell that $SHELL names`,
  action: 'What to do: show',
  command: 'Name of a command',
} as const;

interface CommandEntry {
  readonly positional?: keyof typeof POSITIONALS;
  /** An argument after it that may be absent. */
  readonly optional?: keyof typeof POSITIONALS;
  readonly options: OptionSet;
  /** Options that are taken, and not shown in its help: those of other commands. */
  readonly hidden?: OptionSet;
}

/** Nothing is changed by these, whether the credential is LIVE or not. */
const LIVE_OR_NOT = { live: hidden(CONNECTION.live) };

const OUTPUT = { ...REPORTS_DIR, ...JSON_OUTPUT, ...SCREEN, ...CONFIGURATION };
const REPORT = { ...OUTPUT, ...OPEN };
/** Of commands that may be given to workers. */
const QUEUED = { ...QUEUE, ...SCHEDULE };
const QUEUED_AGAIN = { ...QUEUE, ...FETCH };
/** Of commands that only look. */
const LOOK = omitOptions(SCREEN, { quiet: true, input: true });

/** A run remembers where it belongs. */
const PLACE_OF_RUN = {
  ...PLACE,
  baseUrl: onlyAsFlag(withAbsent(PLACE.baseUrl, 'that of the run')),
  sandbox: onlyAsFlag(PLACE.sandbox),
};

const JOBS = {
  validate: { positional: 'source', options: { ...VALIDATE_OPTIONS, ...SOURCE_FILES, ...NOTIFY, ...REPORT } },
  map: { positional: 'source', options: { ...MAP_OPTIONS, ...JSON_OUTPUT, ...SCREEN, ...CONFIGURATION } },
  import: {
    positional: 'source',
    options: {
      ...IMPORT_OPTIONS,
      ...SOURCE_FILES,
      ...PLACE,
      ...QUEUED,
      ...UNATTENDED_OPTIONS,
      ...NOTIFY,
      ...REPORT,
    },
  },
  review: {
    positional: 'file-or-run',
    options: { ...REVIEW_OPTIONS, ...SOURCE_FILES, ...PLACE, ...OUTPUT, ...REVIEW_OPEN },
  },
  apply: {
    positional: 'run',
    options: { ...YES, ...APPLY_OPTIONS, ...PLACE_OF_RUN, ...QUEUED_AGAIN, ...NOTIFY, ...REPORT },
  },
  resume: {
    positional: 'run',
    options: {
      ...RESUME,
      ...RESUME_OPTIONS,
      ...PLACE_OF_RUN,
      ...QUEUED_AGAIN,
      ...UNATTENDED_OPTIONS,
      ...NOTIFY,
      ...REPORT,
    },
  },
  undo: {
    positional: 'run',
    options: { ...UNDO_OPTIONS, ...PLACE_OF_RUN, ...QUEUED_AGAIN, ...NOTIFY, ...REPORT },
  },
  export: {
    options: {
      ...EXPORT_OPTIONS,
      ...LIVE_OR_NOT,
      ...PLACE,
      ...QUEUED,
      ...METRICS,
      keep: reworded(KEEP.keep, {
        help: 'Remove older exports, named alike but for digits, beyond the newest N',
      }),
      ...NOTIFY,
      ...OUTPUT,
    },
  },
  reconcile: {
    positional: 'source',
    options: {
      ...RECONCILE_OPTIONS,
      ...LIVE_OR_NOT,
      ...SOURCE_FILES,
      ...PLACE,
      ...QUEUED,
      ...UNATTENDED_OPTIONS,
      ...NOTIFY,
      ...REPORT,
    },
  },
  runs: { options: { ...QUEUE_LOOK, ...REPORTS_DIR, ...JSON_OUTPUT, ...LOOK, ...CONFIGURATION } },
  show: {
    positional: 'run',
    options: { ...SHOW_OPTIONS, ...QUEUE_LOOK, ...JSON_OUTPUT, ...LOOK, ...OPEN, ...CONFIGURATION },
  },
  auth: { options: { ...PLACE, ...CONNECTION, ...LIVE_OR_NOT, ...OUTPUT } },
  doctor: { options: { ...DOCTOR_OPTIONS, ...PLACE, ...OUTPUT } },
  sandbox: { options: { ...SANDBOX, ...CONFIGURATION } },
} as const satisfies Record<string, CommandEntry>;

const CONFIG_OPTIONS = { ...JSON_OUTPUT, ...CONFIGURATION };

/** Those of all other commands, for `config show`. */
const OTHER_OPTIONS = omitOptions(
  Object.assign({}, ...Object.values(JOBS).map(({ options }) => options)) as OptionSet,
  { json: true, config: true, profile: true },
);

/** They have no configuration file: it is for the command that is queued. */
const OF_QUEUE = {
  worker: { options: { ...WORKER_OPTIONS, ...LOOK } },
  schedules: { options: { ...SCHEDULES_OPTIONS, ...JSON_OUTPUT, ...LOOK } },
} as const satisfies Record<string, CommandEntry>;

export const COMMANDS = {
  ...JOBS,
  ...OF_QUEUE,
  config: {
    positional: 'action',
    optional: 'command',
    options: CONFIG_OPTIONS,
    hidden: OTHER_OPTIONS,
  },
  explain: { optional: 'code', options: { json: onlyAsFlag(JSON_OUTPUT.json) } },
  completion: { optional: 'shell', options: {} },
  help: { optional: 'command', options: {} },
  version: { options: {} },
} as const satisfies Record<string, CommandEntry>;

export type CommandName = keyof typeof COMMANDS;

/** The argument and the options of a command. */
export function toCommandEntry(name: CommandName): CommandEntry {
  return COMMANDS[name];
}

/** The options that the command line itself reads, as it gets them. */
export type TerminalFlags = FlagsOf<
  typeof PLACE &
    typeof SOURCE_FILES &
    typeof RESUME &
    typeof REPORTS_DIR &
    typeof JSON_OUTPUT &
    typeof SCREEN &
    typeof CONFIGURATION &
    typeof OPEN
>;
