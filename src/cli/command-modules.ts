/** The modules of the commands. Each is loaded when it is called: loading all takes a second. */
import type { CommandName } from '../config/commands.js';
import type { Arguments } from './arguments.js';

export interface CommandModule {
  readonly run: (flags: Arguments) => Promise<void>;
}

/** `help` and `version` are answered before any module is loaded. */
export const COMMAND_MODULES: Readonly<
  Record<Exclude<CommandName, 'help' | 'version'>, () => Promise<CommandModule>>
> = {
  validate: () => import('./commands/validate.js'),
  map: () => import('./commands/map.js'),
  review: () => import('./commands/review.js'),
  import: () => import('./commands/import.js'),
  apply: () => import('./commands/apply.js'),
  resume: () => import('./commands/resume.js'),
  undo: () => import('./commands/undo.js'),
  export: () => import('./commands/export.js'),
  reconcile: () => import('./commands/reconcile.js'),
  runs: () => import('./commands/runs.js'),
  show: () => import('./commands/show.js'),
  auth: () => import('./commands/auth.js'),
  doctor: () => import('./commands/doctor.js'),
  sandbox: () => import('./commands/sandbox.js'),
  worker: () => import('./commands/worker.js'),
  schedules: () => import('./commands/schedules.js'),
  config: () => import('./commands/config.js'),
  explain: () => import('./commands/explain.js'),
  completion: () => import('./commands/completion.js'),
};

/** What the commands do with `--queue`. */
export const QUEUED_MODULES: Readonly<Partial<Record<CommandName, () => Promise<CommandModule>>>> = {
  import: async () => ({ run: (await import('./queue/give.js')).giveImport }),
  reconcile: async () => ({ run: (await import('./queue/give.js')).giveReconcile }),
  export: async () => ({ run: (await import('./queue/give.js')).giveExport }),
  undo: async () => ({ run: (await import('./queue/give.js')).giveUndo }),
  apply: async () => ({ run: (await import('./queue/again.js')).giveApply }),
  resume: async () => ({ run: (await import('./queue/again.js')).giveResume }),
  runs: async () => ({ run: (await import('./queue/look.js')).listQueue }),
  show: async () => ({ run: (await import('./queue/look.js')).showQueued }),
};
