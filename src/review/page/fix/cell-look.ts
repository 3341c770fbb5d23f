/** How a cell looks, by what is known of it. */
import type { GridRow, CellProblem } from '../../wire.js';

export interface CellLook {
  readonly value: string;
  /** The value that is proposed, to be drawn as a change. */
  readonly proposed: string | undefined;
  readonly problem: CellProblem | undefined;
  /** `must`, `look`, `conflict`; empty: nothing is wrong. */
  readonly look: '' | 'must' | 'look' | 'conflict';
  readonly isEdited: boolean;
  readonly isUnsaved: boolean;
}

export function toCellLook(
  row: GridRow,
  at: number,
  unsaved: ReadonlyMap<number, string> | undefined,
): CellLook {
  const waiting = unsaved?.get(at);
  const problem = row.status === 'left_out' ? undefined : row.problems.find((one) => one.at === at);
  const isUnsaved = waiting !== undefined;
  return {
    value: waiting ?? row.cells[at] ?? '',
    proposed: isUnsaved ? undefined : problem?.suggestion?.value,
    problem: isUnsaved ? undefined : problem,
    look: problem === undefined || isUnsaved ? '' : toLook(problem),
    isEdited: isUnsaved || row.edited?.some((cell) => cell.at === at) === true,
    isUnsaved,
  };
}

function toLook({ mark, severity }: CellProblem): 'must' | 'look' | 'conflict' {
  return mark === '?' ? 'conflict' : severity;
}
