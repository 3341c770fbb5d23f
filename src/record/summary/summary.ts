/** summary.json: what a run came to, for scripts. Its shape is a contract: added to, never changed. */
import type { RowChange } from '../../core/changes.js';
import type { Code } from '../../core/codes.js';
import type { AccountMode, SourceFormat } from '../../core/types.js';
import type { ChangeTotals } from '../changes/change-digest.js';
import { withAtomicFile } from '../table/atomic-file.js';
import type { ReconcileSummary } from '../tally/drift.js';
import type { ExitCode } from './exit-code.js';
import type { Forecast } from './forecast.js';
import type { IssueGroup } from '../tally/issue-tally.js';
import type { AddressCounts, ErrorGroup, StatusCounts } from '../tally/outcome-tally.js';
import type { RequestSummary } from '../tally/request-stats.js';

export type RunCommand = 'validate' | 'import' | 'apply' | 'resume' | 'undo' | 'reconcile';

/** Why a run ended before its end. */
export interface Stopped {
  readonly reason: Code;
  readonly message: string;
}

/** What may be typed next. */
export interface NextCommand {
  /** What it does: a sentence without its subject, such as `sends the failed rows again`. */
  readonly does: string;
  readonly command: string;
}

export interface Summary {
  readonly schemaVersion: 1;
  readonly command: RunCommand;
  readonly runId: string;
  readonly runDir: string;
  readonly source: {
    readonly path: string;
    /** As `--source-name` says. */
    readonly name?: string | undefined;
    readonly sha256: string;
    readonly rows: number;
    /** How it was read, as detected. */
    readonly format?: SourceFormat | undefined;
  };
  /** Null where no server was asked (`validate`). */
  readonly mode: AccountMode | null;
  readonly baseUrl: string | null;
  readonly dryRun: boolean;
  /** Of an undo: the run whose changes it reverts. */
  readonly undoOf?: string | undefined;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly durationMs: number;
  readonly counts: StatusCounts;
  /** Of `validate`: rows without an error. */
  readonly valid?: number | undefined;
  readonly addresses: AddressCounts;
  readonly issues: readonly IssueGroup[];
  readonly errors: readonly ErrorGroup[];
  readonly requests: RequestSummary;
  readonly stopped: Stopped | null;
  /** The command to type, or null. */
  readonly resume: string | null;
  /** Of `reconcile`, once it has compared; else null. */
  readonly reconcile: ReconcileSummary | null;
  /**
   * Of a dry run that came to its end, or of a part of it that was applied: the rows that are planned, what carrying them out
   * will cost, and the command for that. Runs of older programs have only the largest figures.
   */
  readonly plan:
    | (Pick<Forecast, 'requests' | 'durationMs'> &
        Partial<Forecast> & { readonly rows?: number | undefined; readonly apply: string })
    | null;
  /** Of a dry run: how much it would change. `first` is not in the file. */
  readonly changes?: (ChangeTotals & { readonly first?: readonly RowChange[] | undefined }) | undefined;
  /** Of an import that came to its end, for rows that are not done; absent where there is nothing to do. */
  readonly next?: readonly NextCommand[] | undefined;
  readonly exitCode: ExitCode;
}

/** Writes summary.json, indented, all or nothing. Throws `output_unwritable`. */
export async function writeSummary(path: string, summary: Summary): Promise<void> {
  await withAtomicFile(path, (write) => write(toSummaryJson(summary)));
}

/** The text of summary.json, which is also what stdout carries under `--json`. */
export function toSummaryJson(summary: Summary): string {
  return `${JSON.stringify(summary, undefined, 2)}\n`;
}
