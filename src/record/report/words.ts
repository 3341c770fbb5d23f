/** How the page says things, the same in every section. */
import { CODES } from '../../core/codes.js';
import type { Issue } from '../../core/types.js';
import type { ListedGroup } from '../tally/issue-tally.js';

/** The code's meaning as a heading. */
export function toCauseTitle({ code, columns }: Pick<ListedGroup, 'code' | 'columns'>): string {
  if (code === 'rule_violated') return `Your rule for ${columns[0]?.name ?? 'this column'}`;
  return CODES[code].meaning.replace(/\.$/, '');
}

export function toRowName(rowNumber: number): string {
  return rowNumber === 0 ? 'header' : String(rowNumber);
}

/** Whether it is known whom the row is about. */
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
