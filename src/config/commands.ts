/** The commands of the command line: the argument and the options of each. */
import {
  APPLY_OPTIONS,
  DOCTOR_OPTIONS,
  EXPORT_OPTIONS,
  IMPORT_OPTIONS,
  MAP_OPTIONS,
  RECONCILE_OPTIONS,
  RESUME_OPTIONS,
  SHOW_OPTIONS,
  UNATTENDED_OPTIONS,
  UNDO_OPTIONS,
  VALIDATE_OPTIONS,
} from './options.js';
import { CONNECTION, PLACE } from './options/connection.js';
import { omitOptions, reworded, type FlagsOf, type OptionSet } from './options/option.js';
import { SANDBOX } from './options/other-commands.js';
import { JSON_OUTPUT, KEEP, METRICS, OPEN, REPORTS_DIR, RESUME, SCREEN } from './options/run.js';
import { SOURCE_FILES } from './options/source.js';

/** What a command is about, given as its only argument. */
export const POSITIONALS = {
  source: 'Path of the file, or - for stdin',
  run: 'Name of the run, or its folder',
} as const;

interface CommandEntry {
  readonly positional?: keyof typeof POSITIONALS;
  readonly options: OptionSet;
}

const OUTPUT = { ...REPORTS_DIR, ...JSON_OUTPUT, ...SCREEN };
const REPORT = { ...OUTPUT, ...OPEN };
/** Of commands that only look. */
const LOOK = omitOptions(SCREEN, { quiet: true });

export const COMMANDS = {
  validate: { positional: 'source', options: { ...VALIDATE_OPTIONS, ...SOURCE_FILES, ...REPORT } },
  map: { positional: 'source', options: { ...MAP_OPTIONS, ...JSON_OUTPUT, ...SCREEN } },
  import: {
    positional: 'source',
    options: { ...IMPORT_OPTIONS, ...SOURCE_FILES, ...PLACE, ...UNATTENDED_OPTIONS, ...REPORT },
  },
  apply: { positional: 'run', options: { ...APPLY_OPTIONS, ...PLACE, ...REPORT } },
  resume: {
    positional: 'run',
    options: { ...RESUME, ...RESUME_OPTIONS, ...PLACE, ...UNATTENDED_OPTIONS, ...REPORT },
  },
  undo: { positional: 'run', options: { ...UNDO_OPTIONS, ...PLACE, ...REPORT } },
  export: {
    options: {
      ...EXPORT_OPTIONS,
      ...PLACE,
      ...METRICS,
      keep: reworded(KEEP.keep, {
        help: 'Remove older exports, named alike but for digits, beyond the newest N',
      }),
      ...OUTPUT,
    },
  },
  reconcile: {
    positional: 'source',
    options: { ...RECONCILE_OPTIONS, ...SOURCE_FILES, ...PLACE, ...UNATTENDED_OPTIONS, ...REPORT },
  },
  runs: { options: { ...REPORTS_DIR, ...JSON_OUTPUT, ...LOOK } },
  show: { positional: 'run', options: { ...SHOW_OPTIONS, ...JSON_OUTPUT, ...LOOK, ...OPEN } },
  auth: { options: { ...PLACE, ...CONNECTION, ...OUTPUT } },
  doctor: { options: { ...DOCTOR_OPTIONS, ...PLACE, ...OUTPUT } },
  sandbox: { options: SANDBOX },
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
    typeof OPEN
>;
