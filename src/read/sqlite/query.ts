/** A query of the user's, as the program runs it. */
import { BulkError } from '../../core/errors.js';

const LEADING_COMMENTS = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/;

/** Throws `config_invalid` for anything but a SELECT. */
export function toSelect(query: string): string {
  const select = query.replace(/;\s*--[^\n']*$/, ';').replace(/[\s;]+$/, '');
  const [word] = /^\w*/.exec(select.replace(LEADING_COMMENTS, '')) ?? [''];
  if (/^(select|with|values)$/i.test(word)) return select;
  throw new BulkError(
    'config_invalid',
    `Expected \`--query\` to be a SELECT, got ${JSON.stringify(query)}.`,
    {
      hint: `Such as: --query 'SELECT id AS "externalId", full_name AS name, email FROM customers'`,
    },
  );
}

/**
 * The query with the type of each value beside it. Text comes as its bytes: the driver ends the process at text that is not
 * UTF-8, and cuts text at a NUL.
 */
export function toTypedQuery(select: string, columns: number, limit: number | undefined): string {
  const names = Array.from({ length: columns }, (_name, at) => `c${at}`);
  const values = names.map(
    (name) => `typeof(${name}), CASE typeof(${name}) WHEN 'text' THEN CAST(${name} AS BLOB) ELSE ${name} END`,
  );
  const end = limit === undefined ? '' : ` LIMIT ${limit}`;
  // The line end closes a comment at the end of the query.
  return `WITH source(${names.join(', ')}) AS (\n${select}\n) SELECT ${values.join(', ')} FROM source${end}`;
}

const CUSTOMER_WORDS = /cust|client|user|person|people|contact|member|account|kunde/i;

/** What to type, for a database with these tables. */
export function toQueryHint(tables: readonly string[]): string {
  const table = tables.find((name) => CUSTOMER_WORDS.test(name)) ?? tables[0];
  if (table === undefined) return 'The database has no tables: check the path.';
  const name = /^[A-Za-z_]\w*$/.test(table) ? table : `"${table.replaceAll('"', '""')}"`;
  const query = `SELECT * FROM ${name}`.replaceAll("'", String.raw`'\''`);
  return `Choose the rows with a query, such as: --query '${query}'`;
}
