/** No statement of the journal may cost more the more rows there are, each time that it is carried out. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { SqlWatch, type WatchedStatement } from '../support/sql-watch.js';
import { executeEveryStatement } from './every-statement.js';

/** Below the number of rows that the largest of these jobs has: a statement for each row is carried out more often. */
const MOST_PASSES = 16;

/** Statements that may look at all rows (`SCAN`) or sort (`TEMP B-TREE`), and why. Each is carried out a few times in a session. */
const EXCEPTIONS: readonly { readonly sql: RegExp; readonly plan: RegExp; readonly why: string }[] = [
  {
    sql: /^SELECT count\(\*\) AS count FROM (rows|directory|earlier)\b/,
    plan: /^SCAN (rows|directory|earlier)\b/,
    why: 'A count is a pass over all rows, at the beginning or at the end of a step.',
  },
  {
    sql: /^SELECT (r\.)?state, count\(\*\) AS count FROM rows\b.* GROUP BY (r\.)?state$/,
    plan: /^(SCAN (rows|r)|USE TEMP B-TREE FOR GROUP BY)$/,
    why: 'Counts for each state: one pass. An index on the state would have to be written at each move.',
  },
  {
    sql: /^UPDATE rows SET .* WHERE state (= |IN )/,
    plan: /^SCAN (rows|issues)$/,
    why: 'The end of reading, and the beginning of a resumed session: one pass.',
  },
  {
    sql: /^SELECT .* FROM (rows r|plans p|source_rows)\b.* ORDER BY (r\.)?row$/,
    plan: /^SCAN (r|source_rows)$/,
    why: 'All rows in their order, streamed into a file.',
  },
  {
    sql: /^SELECT \* FROM issues ORDER BY row, id$/,
    plan: /^SCAN issues USING INDEX issues_row$/,
    why: 'All issues in the order of the rows, streamed into a file.',
  },
  {
    sql: /^SELECT (uid|address_uid|sub_account_uid) AS uid FROM rows\b/,
    plan: /^SCAN rows\b/,
    why: 'The uids that rows have are loaded into memory once.',
  },
  {
    sql: /^SELECT row FROM rows WHERE lower\((uid|address_uid|sub_account_uid)\) = \? AND row <> \? LIMIT 1$/,
    plan: /^SCAN rows\b/,
    why: 'A uid that seems to be taken is rare; where it is not, an index is made after some.',
  },
  {
    sql: /^SELECT row FROM rows WHERE outcome = 'created' AND not_kept <> ''.* ORDER BY row LIMIT 1$/,
    plan: /^SCAN rows$/,
    why: 'Asked once, when a session begins to send.',
  },
  {
    sql: /^(SELECT uid, create_tried_at AS triedAt|CREATE TEMP TABLE made AS SELECT uid, row, create_tried_at) FROM rows WHERE/,
    plan: /^SCAN rows$/,
    why: 'Asked once of each run that made customers, when an undo that deletes is planned.',
  },
  {
    sql: /^SELECT row FROM attempts LIMIT 1$/,
    plan: /^SCAN attempts$/,
    why: 'The first entry ends it.',
  },
  {
    sql: /^SELECT uid FROM listing WHERE seen <> \? LIMIT \?$/,
    plan: /^SCAN listing$/,
    why: 'Asked once after each reading of the whole list.',
  },
  {
    sql: /^(WITH shared AS|SELECT row FROM \(SELECT row FROM rows WHERE key_)/,
    plan: /^(USE TEMP B-TREE FOR ORDER BY|UNION USING TEMP B-TREE|SCAN row_values USING COVERING INDEX \w+)$/,
    why: 'Sorts the rows that share a value with another one, once.',
  },
  {
    sql: /^(CREATE TEMP TABLE matches AS|UPDATE rows SET state = 'conflict')/,
    plan: /^(SCAN (r|m)\b|UNION USING TEMP B-TREE|USE TEMP B-TREE FOR GROUP BY)/,
    why: 'Finds rows that match one customer, by one join before the rows are matched.',
  },
  {
    sql: /row_number\(\) OVER/,
    plan: /^(SCAN rows|USE TEMP B-TREE FOR ORDER BY)$/,
    why: 'Chooses the rows of `--canary`, once.',
  },
];

test('every statement of the journal searches by an index, except for a few that are carried out once', async () => {
  const watch = new SqlWatch();
  onTestFinished(() => watch.stop());
  await executeEveryStatement();
  watch.stop();
  expect(listUnseen(watch.sites)).toEqual([]);
  const statements = watch.statements().map((one) => ({ ...one, sql: one.sql.replace(/\s+/g, ' ').trim() }));
  const used = new Set<RegExp>();
  expect(statements.flatMap((one) => findFaults(one, used))).toEqual([]);
  expect(EXCEPTIONS.filter(({ sql }) => !used.has(sql))).toEqual([]);
});

/** Lines that give SQLite a statement, and that the jobs did not come to: a new statement needs a job that comes to it. */
function listUnseen(sites: ReadonlySet<string>): string[] {
  const folder = fileURLToPath(new URL('../../src/journal', import.meta.url));
  return (
    readdirSync(folder, { withFileTypes: true })
      // Folders have journals of their own: a review answers a person's request by a pass over its rows.
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      // The files that pass statements on, and those of locks, which have no tables.
      .filter((name) => !['open.ts', 'logged-file.ts', 'lock.ts'].includes(name))
      .flatMap((name) =>
        readFileSync(join(folder, name), 'utf8')
          .split('\n')
          .flatMap((line, at) =>
            /\.prepare\(|file\.exec\(/.test(line) ? [`journal/${name}:${at + 1}`] : [],
          ),
      )
      .filter((site) => !sites.has(site))
  );
}

function findFaults({ sql, sites, plan, mostRuns }: WatchedStatement, used: Set<RegExp>): string[] {
  const costly = toCostly([...plan]);
  if (costly.length === 0) return [];
  const exceptions = EXCEPTIONS.filter((one) => one.sql.test(sql));
  for (const one of exceptions) used.add(one.sql);
  const where = `${[...sites].join(' ')}: ${sql}`;
  const refused = costly.filter((line) => !exceptions.some((one) => one.plan.test(line)));
  return [
    ...refused.map((line) => `${line} in ${where}`),
    ...(mostRuns > MOST_PASSES ? [`${mostRuns} passes over all rows in ${where}`] : []),
  ];
}

/** Lines of a plan that cost the more the more rows there are. What a part of the same statement gives is no table. */
function toCostly(plan: readonly string[]): string[] {
  const parts = plan.flatMap((line) => /^(?:CO-ROUTINE|MATERIALIZE) (\S+)$/.exec(line)?.[1] ?? []);
  // `WITH shared` and `FROM (…) s` have a name of their own where they are used.
  const isPart = (name: string): boolean => parts.includes(name) || (name === 's' && parts.length > 0);
  return plan.filter((line) => {
    const scanned = /^SCAN (\S+)/.exec(line)?.[1];
    if (scanned !== undefined) return !isPart(scanned) && !/^SCAN (\d+ )?CONSTANT ROWS?$/.test(line);
    return line.includes('TEMP B-TREE') || line.includes('AUTOMATIC');
  });
}
