/** What is said of single cells: the findings, by the place of their cell in the sheet. */
import type { Issue, Severity } from '../../core/types.js';

/** A marked cell; row 0 is the header. */
export interface Mark {
  readonly row: number;
  readonly column: number;
  /** The graver one, where there are several findings. */
  readonly severity: Severity;
  readonly text: string;
}

/** Marks in the order of their cells. A finding about the whole row stands at its first cell. */
export function* toMarks(issues: Iterable<readonly Issue[]>, columns: readonly string[]): Generator<Mark> {
  const positions = new Map(columns.map((name, at) => [name, at]));
  let row = -1;
  let marks = new Map<number, Mark>();
  for (const batch of issues) {
    for (const issue of batch) {
      if (issue.rowNumber !== row) {
        yield* inOrder(marks);
        marks = new Map();
        row = issue.rowNumber;
      }
      const column = positions.get(issue.column) ?? 0;
      marks.set(column, addTo(marks.get(column), issue, column));
    }
  }
  yield* inOrder(marks);
}

function inOrder(marks: ReadonlyMap<number, Mark>): Mark[] {
  return [...marks.values()].sort((a, b) => a.column - b.column);
}

function addTo(mark: Mark | undefined, issue: Issue, column: number): Mark {
  const { severity, message, hint, rowNumber: row } = issue;
  const text = `${severity === 'error' ? 'Error' : 'Warning'}: ${message.replaceAll('`', '"')}\nTo do: ${hint}`;
  if (mark === undefined) return { row, column, severity, text };
  return {
    ...mark,
    severity: mark.severity === 'error' ? 'error' : severity,
    text: `${mark.text}\n\n${text}`,
  };
}
