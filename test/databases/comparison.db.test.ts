/** Every awkward text, in every field, out of a real database by every way of the guide: what arrives is what was stored. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AWKWARD_TEXTS } from './awkward-texts.js';
import { compare, type Comparison } from './compare.js';
import { importWay } from './import-way.js';
import { toLegacySql, type DatabaseName } from './legacy-sql.js';
import { makeLegacyRows } from './legacy-table.js';
import type { Database } from './servers/database.js';
import { startMariadb } from './servers/mariadb.js';
import { startPostgres } from './servers/postgres.js';
import { openSqliteFile } from './servers/sqlite.js';
import { makeTypedRows, toTypedSelection, toTypedSql } from './typed-table.js';
import { CARELESS_WAYS, LEGACY, WAYS, type Way } from './ways.js';

const START: Readonly<Record<DatabaseName, () => Database | Promise<Database>>> = {
  postgres: startPostgres,
  mariadb: startMariadb,
  sqlite: openSqliteFile,
};

it('has a value for each of more than 61 classes, each only once', () => {
  expect(AWKWARD_TEXTS.length).toBeGreaterThan(61);
  expect(new Set(AWKWARD_TEXTS.map(({ name }) => name)).size).toBe(AWKWARD_TEXTS.length);
});

const comparisons = new Map<string, Comparison>();

/** In CSV, the texts with backslashes raise a doubt, whose remedy is this option. */
function withEscape(way: Way): Way {
  return way.isCsv === true ? { ...way, flags: { ...way.flags, escape: 'double' } } : way;
}

describe.each(['postgres', 'mariadb', 'sqlite'] as const)('%s', (name) => {
  const rows = makeLegacyRows({ withNul: name !== 'postgres' });
  let database: Database;
  beforeAll(async () => {
    database = await START[name]();
    await database.execute(toLegacySql(name, rows));
    await database.execute(toTypedSql(name));
  });
  afterAll(() => database.stop());

  it.each(WAYS.filter((way) => way.database === name))('$name', async (way) => {
    const kept = rows.filter(({ className }) => way.omits?.includes(className) !== true);
    const omitted = rows.filter((row) => !kept.includes(row)).map(({ email }) => `'${email}'`);
    const where = omitted.length === 0 ? '' : ` WHERE email NOT IN (${omitted.join(', ')})`;
    const selection = { ...LEGACY, table: `customers${where}` };
    const imported = await importWay(withEscape(way), database, selection);
    const comparison = compare(kept, imported);
    comparisons.set(`${name}: ${way.name}`, comparison);
    expectNothingWrong(comparison);
  });

  it.each(WAYS.filter((way) => way.database === name))('$name: numbers, dates, flags, lists', async (way) => {
    const options = { isJson: way.isJson === true };
    const imported = await importWay(withEscape(way), database, toTypedSelection(name, options));
    const comparison = compare(makeTypedRows(name, options), imported);
    comparisons.set(`${name}: ${way.name}, typed`, comparison);
    expectNothingWrong(comparison);
  });
});

describe.each(CARELESS_WAYS)('$database: $name', (way) => {
  it('x', async () => {
    const rows = makeLegacyRows({ withNul: way.database !== 'postgres' });
    const database = await START[way.database]();
    await database.execute(toLegacySql(way.database, rows));
    const result = await importWay(way, database, LEGACY).then(
      (imported) => compare(rows, imported),
      (error: unknown) => error,
    );
    console.log(
      'CARELESS',
      way.name,
      result instanceof Error
        ? `${String(result)} ${JSON.stringify(result)}`
        : JSON.stringify(result, undefined, 1),
    );
    await database.stop();
  });
});

function expectNothingWrong({ silent, wrongly }: Comparison): void {
  expect({ silent, wrongly }).toEqual({ silent: [], wrongly: [] });
}

afterAll(() => {
  for (const [name, { silent, wrongly, ...counts }] of comparisons)
    console.log(
      name.padEnd(40),
      JSON.stringify({ ...counts, silent: silent.length, wrongly: wrongly.length }),
    );
});
