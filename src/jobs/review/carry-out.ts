/** The run that carries a plan out, as the command line has it. */
import type { RowRange } from '../../core/row-ranges.js';
import { toRunCommand } from '../command-text.js';
import type { Connection, JobDeps } from '../deps.js';
import { applyPlan } from '../import/apply.js';
import type { RunReport } from '../outputs.js';

export interface ApplyPlace {
  readonly reportsDir: string;
  readonly run: string;
  /** Rows that stay as they are. */
  readonly except: readonly number[];
  /** Requests of the dry run, which the run counts with its own. */
  readonly planRequests: number;
}

/** The plan without the rows that stay as they are. */
export function applyWhole(
  { reportsDir, run, except }: ApplyPlace,
  connection: Connection,
  deps: JobDeps,
): Promise<RunReport> {
  return applyPlan({ reportsDir, id: run }, toPart(except), connection, deps);
}

/** Nothing to leave out is no part, but the whole plan. */
function toPart(except: readonly number[]): { readonly except?: readonly RowRange[] } {
  return except.length === 0 ? {} : { except: except.map((row): RowRange => [row, row]) };
}

/** Whole commands: continue it, take it back, show it. */
export function toCommands(deps: JobDeps, { reportsDir, run }: ApplyPlace): string[] {
  return (['resume', 'undo', 'show'] as const).map((command) =>
    toRunCommand(deps, command, run, { reportsDir }),
  );
}
