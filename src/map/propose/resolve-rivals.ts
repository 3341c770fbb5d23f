/** Several columns for one field: one of them, all of them, or none. */
import type { JudgedColumn, Judgement } from './proposal.js';

/** Fields that several columns can make together. */
const SHARED: ReadonlySet<string> = new Set(['phone', 'address.street']);

/** The column that a field is taken from must be this much surer than the next one. */
const LEAD = 0.02;

export function resolveRivals(columns: readonly JudgedColumn[]): readonly JudgedColumn[] {
  return chooseName(halveName(columns.map((column) => resolveRival(column, columns))));
}

function resolveRival(column: JudgedColumn, all: readonly JudgedColumn[]): JudgedColumn {
  const { judgement } = column;
  if (!judgement.isSure || SHARED.has(judgement.field)) return column;
  const rival = all
    .filter(
      (other) => other !== column && other.judgement.isSure && other.judgement.field === judgement.field,
    )
    .map((other) => ({ name: other.column, confidence: toConfidence(other.judgement) }))
    .sort((a, b) => b.confidence - a.confidence)[0];
  if (rival === undefined || judgement.confidence >= rival.confidence + LEAD) return column;
  return leaveOut(column, `It may be ${judgement.field}, as ${JSON.stringify(rival.name.trim())} may be.`);
}

const toConfidence = (judgement: Judgement): number => (judgement.isSure ? judgement.confidence : 0);

function leaveOut(column: JudgedColumn, reason: string): JudgedColumn {
  return { ...column, judgement: { isSure: false, reason } };
}

const find = (columns: readonly JudgedColumn[], field: string): JudgedColumn | undefined =>
  columns.find(({ judgement }) => judgement.isSure && judgement.field === field);

/** `nom` beside `prenom` is the last name; `nombre` beside `apellidos`, the first. */
function halveName(columns: readonly JudgedColumn[]): readonly JudgedColumn[] {
  const whole = find(columns, 'name');
  const hasFirst = find(columns, 'firstName') !== undefined;
  const hasLast = find(columns, 'lastName') !== undefined;
  if (whole === undefined || hasFirst === hasLast || !isHalfWord(whole.column)) return columns;
  return columns.map((column) =>
    column === whole && column.judgement.isSure
      ? { ...column, judgement: { ...column.judgement, field: hasFirst ? 'lastName' : 'firstName' } }
      : column,
  );
}

const isHalfWord = (header: string): boolean =>
  /(?:^|[^\p{L}])(?:nom|nombres?|nome|name|naam|nm)$/iu.test(header.trim());

/** Where the whole name is there, its halves are not needed. */
function chooseName(columns: readonly JudgedColumn[]): readonly JudgedColumn[] {
  const whole = find(columns, 'name');
  if (whole === undefined) return columns;
  return columns.map((column) => {
    const { judgement } = column;
    const isHalf = judgement.isSure && /^(?:first|last)Name$/.test(judgement.field);
    return isHalf ? leaveOut(column, `${JSON.stringify(whole.column.trim())} has the whole name.`) : column;
  });
}
