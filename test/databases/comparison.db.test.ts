/** Every awkward text, in every field, out of a real database by every way of the guide: what arrives is what was stored. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AWKWARD_TEXTS } from './awkward-texts.js';
import { compare, type Comparison } from './compare.js';
import { importWay } from './import-way.js';
import { toLegacySql } from './legacy-sql.js';
import { makeLegacyRows } from './legacy-table.js';
import type { Database } from './servers/database.js';
import { startDatabase } from './servers/start.js';
import { makeTypedRows, toTypedSelection, toTypedSql } from './typed-table.js';
import { LEGACY, WAYS, type Way } from './ways.js';

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
    database = await startDatabase(name);
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

function expectNothingWrong({ silent, wrongly }: Comparison): void {
  expect({ silent, wrongly }).toEqual({ silent: [], wrongly: [] });
}

afterAll(() => {
  console.log(['way', ...COUNTS].map((text, at) => pad(text, at)).join(''));
  for (const [name, { rows, fields, equal, refused, silent }] of comparisons)
    console.log(
      [name, rows, fields, equal, refused, silent.length].map((cell, at) => pad(String(cell), at)).join(''),
    );
});

const COUNTS = ['rows', 'fields', 'equal', 'refused', 'silently different'];

function pad(text: string, at: number): string {
  return at === 0 ? text.padEnd(45) : text.padStart(at === COUNTS.length ? 20 : 9);
}
