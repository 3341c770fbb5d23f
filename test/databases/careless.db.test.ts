/** Ways that the guide warns of: each class of values alone, so that no other value has the file refused. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isBulkError } from '../../src/core/errors.js';
import { compare } from './compare.js';
import { importWay } from './import-way.js';
import { toLegacySql } from './legacy-sql.js';
import { makeLegacyRows, type LegacyRow } from './legacy-table.js';
import type { Database } from './servers/database.js';
import { startDatabase } from './servers/start.js';
import { CARELESS_WAYS } from './careless-ways.js';
import { LEGACY, type Way } from './ways.js';

const CLASSES: ReadonlySet<string> = new Set([
  ...[
    'NULL',
    'the word NULL',
    'backslash N as a text',
    'a quoted word',
    'a text in quotes',
    'a quote and a comma',
  ],
  ...[
    'a backslash',
    'a backslash at the end',
    'backslash n as two characters',
    'LF',
    'CRLF',
    'a tab',
    'a pipe',
  ],
  ...['a comma', 'spaces around', 'accents', 'a footer', 'leading zeros'],
]);

describe.each(['postgres', 'mariadb', 'sqlite'] as const)('%s', (name) => {
  const all = makeLegacyRows({ withNul: false });
  const classes = [...CLASSES].map((one): readonly [string, readonly LegacyRow[]] => [
    one,
    all.filter(({ className }) => className === one),
  ]);
  let database: Database;
  beforeAll(async () => {
    database = await startDatabase(name);
    await database.execute(toLegacySql(name, []));
  });
  afterAll(() => database.stop());

  it.each(CARELESS_WAYS.filter((way) => way.database === name))(
    '$name: nothing false arrives',
    async (way) => {
      const silent: string[] = [];
      for (const [className, rows] of classes) {
        if (way.loses?.includes(className) === true) continue;
        await database.execute(`DELETE FROM customers;\n${toLegacySql(name, rows, { withTable: false })}`);
        silent.push(...(await findSilent(way, database, rows)));
      }
      expect(silent).toEqual([]);
    },
  );
});

/** A source that is refused as a whole has no false value. */
async function findSilent(
  way: Way,
  database: Database,
  rows: readonly LegacyRow[],
): Promise<readonly string[]> {
  try {
    return compare(rows, await importWay(way, database, LEGACY)).silent;
  } catch (error) {
    if (isBulkError(error)) return [];
    throw error;
  }
}
