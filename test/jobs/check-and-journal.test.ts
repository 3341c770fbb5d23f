/** A check, which keeps no journal of its rows, writes the same bytes as are made of a journal of all rows. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { importOptionsSchema, validateOptionsSchema } from '../../src/config/options.js';
import { systemClock } from '../../src/core/clock.js';
import { isBulkError } from '../../src/core/errors.js';
import type { JobDeps } from '../../src/jobs/deps.js';
import { ingest } from '../../src/jobs/ingest/ingest.js';
import { mapSource } from '../../src/jobs/ingest/map-source.js';
import { openPlace } from '../../src/jobs/ingest/source-place.js';
import { createRun } from '../../src/jobs/run/run.js';
import { Stop } from '../../src/jobs/stop.js';
import { assertSameSource } from '../../src/jobs/validate/same-source.js';
import { validateSource } from '../../src/jobs/validate/validate.js';
import { readIssues, readRejectedResults } from '../../src/journal/results.js';
import { writeIssues } from '../../src/record/table/issues.js';
import { writeRejected } from '../../src/record/table/rejected.js';
import { toStrictIssues } from '../../src/validate/issues.js';
import { makeFolder } from '../support/program.js';
import { bySize } from '../support/size.js';

type Flags = Partial<z.input<typeof validateOptionsSchema>>;

interface Found {
  readonly issues: string;
  readonly rejected: string;
  readonly counts: { readonly invalid: number; readonly skipped: number };
}

const deps: JobDeps = {
  emit: () => undefined,
  clock: systemClock,
  signal: new AbortController().signal,
  pid: process.pid,
  version: '0.0.0-test',
  program: 'bitpowr-bulk',
};

const readIfThere = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');

async function findByCheck(path: string, flags: Flags): Promise<Found> {
  const options = validateOptionsSchema.parse({ ...flags, reportsDir: makeFolder() });
  const { summary } = await validateSource({ path }, options, deps);
  expect(readdirSync(summary.runDir).filter((name) => name.startsWith('.'))).toEqual([]);
  return {
    issues: readFileSync(join(summary.runDir, 'issues.csv'), 'utf8'),
    rejected: readIfThere(join(summary.runDir, 'rejected.csv')),
    counts: { invalid: summary.counts.invalid, skipped: summary.counts.skipped },
  };
}

async function findByJournal(path: string, flags: Flags): Promise<Found> {
  const folder = makeFolder();
  const options = importOptionsSchema.parse({ ...flags, reportsDir: folder, accountId: 'any' });
  const all = { ...deps, stop: new Stop(deps.signal) };
  const source = await openPlace({ path }, options, deps);
  const run = await createRun(options, { path, endpoint: 'none', use: 'compare' }, deps);
  try {
    const mapped = mapSource(source, options);
    const mapping = options.strict ? { ...mapped, issues: toStrictIssues(mapped.issues) } : mapped;
    await ingest(run, { source, mapping, path }, options, all);
    await writeIssues(join(folder, 'issues.csv'), readIssues(run.journal.file));
    await writeRejected(join(folder, 'rejected.csv'), mapping.columns, readRejectedResults(run.journal.file));
    const { invalid = 0, skipped = 0 } = run.journal.countStates();
    return {
      issues: readFileSync(join(folder, 'issues.csv'), 'utf8'),
      rejected: readIfThere(join(folder, 'rejected.csv')),
      counts: { invalid, skipped },
    };
  } finally {
    run.close();
    await source.close();
  }
}

/** Gives whether the source could be read. */
async function compare(path: string, flags: Flags): Promise<boolean> {
  const toCode = (error: unknown): string => (isBulkError(error) ? error.code : String(error));
  const [checked, kept] = [
    await findByCheck(path, flags).catch(toCode),
    await findByJournal(path, flags).catch(toCode),
  ];
  expect(checked, `${path} ${JSON.stringify(flags)}`).toEqual(kept);
  return typeof kept !== 'string';
}

const FLAGS: readonly Flags[] = [
  {},
  { strict: true },
  { duplicates: 'first' },
  { duplicates: 'last', match: 'externalId,email' },
  {
    rules: {
      rules: [
        { column: 'name', unique: true },
        { column: 'email', unique: true, severity: 'warning', ignoreCase: true },
      ],
    },
  },
];

const listFixtures = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(csv|tsv|txt|json|xlsx)$/.test(name))
    .map((name) => join(folder, name));

/** Rows with each fault that shows only beside other rows, and some that show by themselves. */
function writeDamaged(rows: number, every: number): string {
  const header = 'uid,externalId,name,email,address.zipcode,address.country,address.state,Shoe size';
  const faults: readonly ((cells: string[], n: number) => void)[] = [
    (cells, n) => (cells[3] = `u${n >> 1}@example.com`),
    (cells, n) => (cells[3] = `U${n >> 2}@EXAMPLE.com`),
    (cells, n) => (cells[1] = String(n >> 1).padStart(6, '0')),
    (cells) => (cells[1] = String(Number(cells[1]))),
    (cells) => (cells[4] = String(Number(cells[4]))),
    (cells) => (cells[0] = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff'),
    (cells) => (cells[1] = '3-5'),
    (cells) => (cells[2] = ''),
    (cells) => (cells[3] = 'x@y'),
    (cells) => (cells[6] = 'a\0b'),
    (cells) => cells.push('more'),
    (cells) => cells.splice(0, 8, '', '=5+5', '@x', 'zz', 'A1', 'Narnia', '"a\nb"', ''),
  ];
  const lines = Array.from({ length: rows }, (_row, at) => {
    const n = at + 1;
    const zipcode = `0${1000 + (n % 8999)}`;
    const cells = [
      '',
      String(n).padStart(6, '0'),
      `Ann ${n}`,
      `u${n}@example.com`,
      zipcode,
      'Germany',
      'BE',
      '42',
    ];
    if (n % every === 0) faults[(n / every) % faults.length]?.(cells, n);
    return cells.join(',');
  });
  const path = join(makeFolder(), 'damaged.csv');
  writeFileSync(path, `${[header, ...lines].join('\n')}\n`);
  return path;
}

it.each(bySize({ small: FLAGS.slice(0, 1), full: FLAGS }))('of every fixture, with %j', async (flags) => {
  let readable = 0;
  for (const path of listFixtures('fixtures')) if (await compare(path, flags)) readable += 1;
  expect(readable).toBeGreaterThan(20);
});

describe.each(FLAGS)('with %j', (flags) => {
  it.each(bySize({ small: [3], full: [1, 3, 200] }))('of a fault in every row of %i', async (every) => {
    expect(await compare(writeDamaged(bySize({ small: 1300, full: 30_000 }), every), flags)).toBe(true);
  });
});

it.each([
  ['the last two rows share a key', 1299],
  ['the first two rows share a key', 1],
])('where only %s', async (_what, same) => {
  const ids = Array.from({ length: 1300 }, (_row, at) => `E${at === same ? at - 1 : at}`);
  const path = join(makeFolder(), 'lone.csv');
  writeFileSync(path, ['externalId,name', ...ids.map((id) => `${id},Ann`), ''].join('\n'));
  expect(await compare(path, {})).toBe(true);
  const { counts } = await findByCheck(path, {});
  expect(counts.invalid).toBe(2);
});

it('where the column has a usual width, and no row departs from it', async () => {
  const rows = Array.from({ length: 1300 }, (_row, at) => `${String(at + 1).padStart(6, '0')},Ann`);
  const path = join(makeFolder(), 'usual.csv');
  writeFileSync(path, ['externalId,name', ...rows, ''].join('\n'));
  expect(await compare(path, {})).toBe(true);
});

it('refuses a second reading of other bytes', async () => {
  const read = async (every: number) => {
    const source = await openPlace({ path: writeDamaged(20, every) }, validateOptionsSchema.parse({}), deps);
    for await (const batch of source.batches()) expect(batch.length).toBeGreaterThan(0);
    return source;
  };
  const first = await read(3);
  expect(() => assertSameSource(first, first)).not.toThrow();
  const other = await read(4);
  expect(() => assertSameSource(first, other)).toThrow(
    expect.objectContaining({ code: 'source_unreadable' }),
  );
});
