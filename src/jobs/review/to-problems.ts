/** The issues of a row as problems of its cells: where each is, and what to put into the whole cell. */
import type { Code } from '../../core/codes.js';
import type { Issue, Mapping, SourceRow } from '../../core/types.js';
import type { StoredProblem } from '../../journal/review/problems.js';

/** Suggestions that a person should look at one by one: two values would do, or the value may be right as it is. */
const UNSURE: ReadonlySet<Code> = new Set(['phone_ambiguous', 'phone_country_doubtful']);

/** Of the row as a whole. */
export const WHOLE_ROW = -1;

/** Gives the problems of a row. `issues`: of this row. */
export type ToProblems = (row: SourceRow, issues: readonly Issue[]) => StoredProblem[];

export function makeToProblems({ columns, uses }: Mapping): ToProblems {
  const positions = new Map([...columns.entries()].reverse().map(([at, name]) => [name, at]));
  const partner = toNameParts(uses);
  return (row, issues) =>
    issues.flatMap((issue) => {
      const at = positions.get(issue.column) ?? WHOLE_ROW;
      const places = toPlaces(row.cells, at, issue, partner);
      return places.map((place) => toProblem(row.rowNumber, issue, place));
    });
}

interface PlacedSuggestion {
  readonly at: number;
  readonly suggestion: string | undefined;
}

/** A suggestion is for the value of the field; it fits the cell if the cell is that value. */
function toPlaces(
  cells: readonly string[],
  at: number,
  { value, suggestion }: Issue,
  nameParts: readonly number[],
): readonly PlacedSuggestion[] {
  const cell = cells[at];
  if (suggestion === undefined || cell === undefined) return [{ at, suggestion: undefined }];
  if (cell.trim() === value.trim())
    return suggestion === cell ? [{ at, suggestion: undefined }] : [{ at, suggestion }];
  if (!nameParts.includes(at)) return [{ at, suggestion: undefined }];
  return splitName(cells, nameParts, suggestion) ?? [{ at, suggestion: undefined }];
}

/** The parts of a name that its suggestion changes, as long as it has the same number of words. */
function splitName(
  cells: readonly string[],
  parts: readonly number[],
  suggestion: string,
): PlacedSuggestion[] | undefined {
  const words = suggestion.split(' ');
  const counts = parts.map((at) => toWords(cells[at] ?? '').length);
  if (counts.reduce((sum, count) => sum + count, 0) !== words.length) return undefined;
  let next = 0;
  const places = parts.flatMap((at, index) => {
    const meant = words.slice(next, (next += counts[index] ?? 0)).join(' ');
    return meant === toWords(cells[at] ?? '').join(' ') ? [] : [{ at, suggestion: meant }];
  });
  return places.length === 0 ? undefined : places;
}

const toWords = (text: string): string[] =>
  text
    .trim()
    .split(/ +/)
    .filter((word) => word !== '');

/** The columns of a first and a last name; none for a name in one column. */
function toNameParts(uses: Mapping['uses']): readonly number[] {
  const parts = (['first_name', 'last_name'] as const).map((kind) =>
    uses.findIndex((use) => use.kind === kind),
  );
  return parts.every((at) => at >= 0) ? parts : [];
}

function toProblem(
  row: number,
  { code, severity, column, message, hint }: Issue,
  { at, suggestion }: PlacedSuggestion,
): StoredProblem {
  return {
    ...{ row, at, kind: code, severity, hint, suggestion },
    message: at === WHOLE_ROW ? message : withoutColumn(message, column),
    isSure: suggestion !== undefined && !UNSURE.has(code),
  };
}

/** The page shows the name of the column beside the message, which begins with it. */
function withoutColumn(message: string, column: string): string {
  const prefix = `${column}: `;
  if (!message.startsWith(prefix) || message === prefix) return message;
  const rest = message.slice(prefix.length);
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}
