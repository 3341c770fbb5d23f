/** The changes of a run as text for a terminal: the most serious first, each field as before and after in one. */
import {
  CHANGE_KINDS,
  isEmptying,
  isEmptyValue,
  type ChangeKind,
  type RowChange,
} from '../../core/changes.js';
import type { FieldChange } from '../../core/types.js';
import { toCount, toGrouped } from '../../core/count-text.js';
import { CHANGE_OUTCOMES, OUTCOME_MARKS } from '../outcomes.js';
import { toAlignedLines, toOneLine, toPrintable } from '../summary/text-table.js';
import { toChangedPart } from './changed-part.js';
import { countChanges, type ChangeDigest } from './change-digest.js';

/** How parts of a change look. Without colours: `[-removed-]{+added+}`, as in a word diff. */
export interface ChangeStyle {
  readonly removed: (text: string) => string;
  readonly added: (text: string) => string;
  /** The heading of a kind. */
  readonly heading: (kind: ChangeKind, text: string) => string;
}

export const PLAIN_STYLE: ChangeStyle = {
  removed: (text) => `[-${text}-]`,
  added: (text) => `{+${text}+}`,
  heading: (_kind, text) => text,
};

export interface ChangesTitle {
  readonly runId: string;
  readonly isPlan: boolean;
  /** The rest of a plan that was applied in part. @default false */
  readonly isRest?: boolean | undefined;
  readonly isMasked: boolean;
  /** The command that shows all of them. */
  readonly showAll?: string | undefined;
}

/** Characters of a value, and of what it shares with the one before it, that are shown; the JSON has all. */
const MOST_CHARACTERS = 120;
const MOST_COMMON = 40;

/** Ends in a line feed. */
export function toChangesText(title: ChangesTitle, digest: ChangeDigest, style: ChangeStyle): string {
  const total = countChanges(digest);
  const head = [
    `${title.isRest === true ? 'Still planned' : title.isPlan ? 'Planned' : 'Made'} by the run ${title.runId}: ${toCount(total, 'row changes', 'rows change')} something${total === 0 ? '.' : ':'}`,
    ...toAlignedLines(toTotals(digest), [1]).map((line) => `  ${line}`),
    ...(title.isMasked ? ['Values are tokens (--mask); --reveal shows them.'] : []),
  ];
  const sections = CHANGE_KINDS.filter((kind) => digest.counts[kind] > 0).map((kind) =>
    toSection(kind, digest, title, style),
  );
  const isCut = digest.changes.length < total && title.showAll !== undefined;
  const rest = isCut ? [['To show all of them:', `  ${title.showAll}`]] : [];
  return `${[head, ...sections, ...rest].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function toTotals({ counts, addresses, emptiedFields }: ChangeDigest): string[][] {
  const rows: readonly (readonly [string, number])[] = [
    ['customers deleted', counts.deleted],
    ['customers created', counts.created],
    ['customers updated', counts.updated + counts.emptied],
    ['  fields emptied', emptiedFields],
    ['addresses requested', addresses],
  ];
  return rows.filter(([, count]) => count > 0).map(([label, count]) => [label, toGrouped(count)]);
}

function toSection(
  kind: ChangeKind,
  digest: ChangeDigest,
  { isPlan }: ChangesTitle,
  style: ChangeStyle,
): string[] {
  const rows = digest.changes.filter((change) => change.kind === kind);
  const count = digest.counts[kind];
  const rest = count - rows.length;
  return [
    style.heading(kind, `${OUTCOME_MARKS[CHANGE_OUTCOMES[kind]]} ${toHeading(kind, count, isPlan)}`),
    ...rows.flatMap((change) => toRowLines(change, style)),
    ...(rest > 0 ? [`  and ${toGrouped(rest)} more`] : []),
  ];
}

function toHeading(kind: ChangeKind, count: number, isPlan: boolean): string {
  const customers = toCount(count, 'customer');
  const verb = isPlan ? 'would be' : count === 1 ? 'was' : 'were';
  switch (kind) {
    case 'deleted':
    case 'created':
    case 'updated':
      return `${customers} ${verb} ${kind}`;
    case 'emptied':
      return `${customers} ${verb} updated, with fields emptied`;
    case 'address':
      return `${customers} ${isPlan ? 'would get' : 'got'} only a deposit address`;
  }
}

function toRowLines(change: RowChange, style: ChangeStyle): string[] {
  const lines = change.fields.map((field) => [field.field, toFieldText(field, style)]);
  const address = change.wantsAddress && change.kind !== 'address' ? [['address', 'a deposit address']] : [];
  return [
    `  row ${change.rowNumber}: ${toPrintable(change.name)}${toFoundBy(change)}`,
    ...toAlignedLines([...lines, ...address]).map((line) => `    ${line}`),
  ];
}

function toFoundBy({ key, keyField, matchedBy, uid }: RowChange): string {
  const known = keyField === '' ? '' : `${keyField} ${toPrintable(key)}`;
  if (matchedBy === '' || matchedBy === keyField) return known === '' ? '' : ` (${known})`;
  return ` (${known}, found by ${matchedBy}${matchedBy === 'uid' ? ` ${uid}` : ''})`;
}

function toFieldText({ before, after, ...change }: FieldChange, style: ChangeStyle): string {
  if (isEmptying({ before, after, ...change })) return `${style.removed(toValueText(before))} emptied`;
  if (isEmptyValue(before)) return style.added(toValueText(after));
  const part = toChangedPart(toText(before), toText(after));
  const removed = part.removed === '' ? '' : style.removed(toFirst(part.removed, MOST_CHARACTERS));
  const added = part.added === '' ? '' : style.added(toFirst(part.added, MOST_CHARACTERS));
  return `${toLast(part.start)}${removed}${added}${toFirst(part.end, MOST_COMMON)}`;
}

const toValueText = (value: unknown): string => toFirst(toText(value), MOST_CHARACTERS);

/** A text in one line; anything else as JSON. */
function toText(value: unknown): string {
  return toOneLine(typeof value === 'string' ? value : JSON.stringify(value ?? null));
}

function toLast(text: string): string {
  const characters = Array.from(text);
  return characters.length <= MOST_COMMON ? text : `…${characters.slice(-MOST_COMMON).join('')}`;
}

function toFirst(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most).join('')}…`;
}
