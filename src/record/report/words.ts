/** How the page says things, the same in every section. */
import { CODES, type Code } from '../../core/codes.js';
import type { Issue } from '../../core/types.js';
import type { ListedGroup } from '../tally/issue-tally.js';

type NamedCause = Pick<ListedGroup, 'code' | 'columns'>;

/** The code's meaning as a heading: its first sentence. */
export function toCauseTitle({ code, columns }: NamedCause): string {
  if (code === 'rule_violated') return `Your rule for ${columns[0]?.name ?? 'this column'}`;
  return splitMeaning(code)[0].replace(/\.$/, '');
}

/** What the code's meaning says beyond the heading. */
export function toCauseText({ code }: NamedCause): string {
  return code === 'rule_violated' ? '' : splitMeaning(code)[1];
}

function splitMeaning(code: Code): readonly [first: string, rest: string] {
  const { meaning } = CODES[code];
  const [, first = meaning, rest = ''] = /^(.*?\.) (?=[A-Z])(.*)$/s.exec(meaning) ?? [];
  return [first, rest];
}

export function toRowName(rowNumber: number): string {
  return rowNumber === 0 ? 'header' : String(rowNumber);
}

/** Whether the customer of the row is known by name. */
export function hasName({ rowName }: Pick<Issue, 'rowName'>): boolean {
  return rowName !== undefined && rowName !== '';
}

export function toColumnName(column: string): string {
  return column === '' ? '(whole row)' : column;
}

/** The message without the column's name, which is shown next to it; with the hint where that says more than the remedy. */
export function toFound({ code, column, message, hint }: Issue): string {
  const prefix = `${column}: `;
  const rest = column !== '' && message.startsWith(prefix) ? message.slice(prefix.length) : message;
  const found = rest.charAt(0).toUpperCase() + rest.slice(1);
  return hint === '' || hint === CODES[code].remedy ? found : `${found} ${hint}`;
}
