/** The changes of one flush as text: each statement once, and which of them ran with which parameters. */
import type { Change } from '../core/run-log.js';

interface LoggedChange {
  readonly sql: readonly string[];
  readonly changes: readonly (readonly [statement: number, ...parameters: Change['parameters']])[];
}

export function toEntry(changes: readonly Change[]): string {
  const numbers = new Map<string, number>();
  const listed = changes.map(({ sql, parameters }) => {
    const number = numbers.get(sql) ?? numbers.size;
    numbers.set(sql, number);
    return [number, ...parameters] as const;
  });
  const entry: LoggedChange = { sql: [...numbers.keys()], changes: listed };
  return JSON.stringify(entry);
}

/** What a journal's changes begin with; anything else was not written by this program. */
const KNOWN = /^\s*(INSERT|UPDATE|DELETE|CREATE|DROP)\b/i;

/** Throws if the text is no entry. */
export function readEntry(text: string): Change[] {
  const { sql, changes } = JSON.parse(text) as LoggedChange;
  return changes.map(([number, ...parameters]) => {
    const statement = sql[number];
    if (statement === undefined || !KNOWN.test(statement))
      throw new Error('It holds no statement of a journal.');
    return { sql: statement, parameters };
  });
}
