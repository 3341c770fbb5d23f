/** Which rows are read. */
import type { RowCondition } from '../../core/made-value.js';

/** Why a row is not read, as a sentence; undefined: it is read. */
export type FindLeftOut = (cells: readonly string[]) => string | undefined;

/** A row is read if it meets all conditions; undefined without any. */
export function makeRowFilter(
  conditions: readonly RowCondition[],
  columns: readonly string[],
): FindLeftOut | undefined {
  if (conditions.length === 0) return undefined;
  const checks = conditions.map((condition) => makeCheck(condition, columns[condition.at] ?? ''));
  return (cells) => {
    for (const check of checks) {
      const reason = check(cells);
      if (reason !== undefined) return reason;
    }
    return undefined;
  };
}

function makeCheck({ at, is, values }: RowCondition, column: string): FindLeftOut {
  const listed = new Set(values);
  const wanted = toWanted(is, values);
  return (cells) => {
    const text = (cells[at] ?? '').trim();
    if (isMet(is, text, listed)) return undefined;
    return `Left out: ${column} is ${text === '' ? 'empty' : `\`${cut(text)}\``}, and the mapping reads rows where it is ${wanted}.`;
  };
}

function isMet(is: RowCondition['is'], text: string, listed: ReadonlySet<string>): boolean {
  switch (is) {
    case 'one_of':
      return listed.has(text);
    case 'none_of':
      return !listed.has(text);
    case 'empty':
      return text === '';
    case 'filled':
      return text !== '';
  }
}

function toWanted(is: RowCondition['is'], values: readonly string[]): string {
  if (is === 'empty') return 'empty';
  if (is === 'filled') return 'not empty';
  const shown = values.slice(0, 10).map((value) => (value === '' ? 'empty' : `\`${cut(value)}\``));
  const list = shown.length < values.length ? [...shown, '…'] : shown;
  const either = list.join(', ').replace(/, ([^,]*)$/, ' or $1');
  return is === 'one_of' ? either : `not ${either}`;
}

const cut = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
