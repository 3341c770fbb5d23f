/** The number that a statement counts, which it names `count`. */
import type { Sql, SqlFile } from './open.js';

export function readCount(file: SqlFile, sql: string, parameters: readonly Sql[] = []): number {
  return file.prepare(sql).get<{ count: number }>(parameters)?.count ?? 0;
}
