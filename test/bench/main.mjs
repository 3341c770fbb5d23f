/**
 * `npm run bench`: measures, prints one table and writes it to reports/bench.md. `-- --quick` takes small samples, for
 * trying it out; `-- --only sending,limits` leaves the other parts out and does not touch the file; `-- --million` measures
 * growth up to a million rows. `-- --smoke` only fails where the cost of a row grows with the number of rows: in CI.
 * `-- --rounds 2` takes at most two turns of each contender, for a table within a quarter of an hour.
 * `-- --against FOLDER` compares whole commands with those of another checkout, which must be built.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { measureAgainst } from './measure/against.mjs';
import { findMissing, measureCurl } from './measure/curl.mjs';
import { measureExporting } from './measure/exporting.mjs';
import { findSquares, measureGrowth } from './measure/growth.mjs';
import { measureImportMemory } from './measure/import-memory.mjs';
import { measureAgain, measureLimits, toScenarios } from './measure/limits.mjs';
import { assertSameBodies } from './measure/same-bodies.mjs';
import { measureSending } from './measure/sending.mjs';
import { measureStarting } from './measure/starting.mjs';
import { measureValidation, measureValidationMemory, measureWorkbook } from './measure/validation.mjs';
import { writeAwkward } from './support/awkward.mjs';
import { writeCustomers } from './support/customers.mjs';
import { toAgainstTable } from './support/growth-report.mjs';
import { describeMachine, readLoad } from './support/machine.mjs';
import { NOTES } from './support/notes.mjs';
import { CHECKOUT } from './support/processes.mjs';
import { toRows } from './support/report.mjs';
import { toTable } from './support/table.mjs';
import { writeWorkbook } from './support/workbook.mjs';

const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    million: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '15' },
    smoke: { type: 'boolean', default: false },
    against: { type: 'string' },
  },
});

/** Sizes of the commands that grow: `runs` has runs, the others rows. */
function toGrowthSizes(rows, runs) {
  const names = ['validate', 'import', 'export', 'reconcile', 'resume'];
  const sizes = Object.fromEntries(names.map((name) => [name, rows]));
  // An import of a million rows takes a quarter of an hour, and sending is measured by itself.
  return { ...sizes, import: rows.filter((count) => count <= 100_000), runs };
}

const MANY = flags.million ? [10_000, 100_000, 1_000_000] : [10_000, 100_000];
const PLANS = {
  full: {
    starting: { rounds: 15 },
    sending: { rows: 20_000, rounds: 5 },
    curl: { rows: 640, rounds: 3 },
    exporting: { rows: 20_000, rounds: 5 },
    limits: { scale: 1, rounds: 3 },
    limitAgain: { seconds: 15, rounds: 3 },
    validation: { rows: 300_000, rounds: 5 },
    workbook: { rows: 100_000, rounds: 5 },
    validationMemory: { sizes: [10_000, 100_000, 1_000_000], rounds: 3 },
    importMemory: { sizes: [10_000, 100_000], rounds: 2 },
    growth: { sizes: toGrowthSizes(MANY, [100, 1000]), rounds: flags.million ? 1 : 2 },
    against: {
      sizes: {
        validate: 100_000,
        import: 20_000,
        export: 100_000,
        reconcile: 100_000,
        resume: 100_000,
        runs: 1000,
      },
      rounds: 3,
    },
  },
  quick: {
    starting: { rounds: 3 },
    sending: { rows: 1600, rounds: 2 },
    curl: { rows: 96, rounds: 1 },
    exporting: { rows: 1600, rounds: 2 },
    limits: { scale: 0.2, rounds: 1 },
    limitAgain: { seconds: 5, rounds: 1 },
    validation: { rows: 10_000, rounds: 2 },
    workbook: { rows: 10_000, rounds: 2 },
    validationMemory: { sizes: [1000, 10_000, 100_000], rounds: 1 },
    importMemory: { sizes: [1000, 5000], rounds: 1 },
    growth: { sizes: toGrowthSizes([1000, 10_000], [20, 50]), rounds: 1 },
    against: {
      sizes: { validate: 10_000, import: 1600, export: 10_000, reconcile: 10_000, resume: 10_000, runs: 50 },
      rounds: 3,
    },
  },
};

const startedAt = new Date();
const folder = mkdtempSync(join(tmpdir(), 'bitpowr-bulk-bench-'));
const files = new Map();
/** One file for each number of rows, written when it is first wanted. */
const toFile = (rows) => {
  if (!files.has(rows)) files.set(rows, writeCustomers(folder, rows));
  return files.get(rows);
};
const toSource = async (rows) => ({ rows, file: await toFile(rows), folder });
const toSources = (sizes) => Promise.all(sizes.map(toSource));
const tell = (line) => console.error(line);

const MEASURES = {
  starting: ({ rounds }) => measureStarting(folder, rounds, tell),
  sending: async ({ rows, rounds }) => ({
    rows,
    figures: await measureSending(await toSource(rows), rounds, tell),
  }),
  curl: async ({ rows, rounds }) => {
    const missing = findMissing();
    if (missing !== undefined) return { missing };
    return { rows, figures: await measureCurl(await toSource(rows), rounds, tell) };
  },
  exporting: async ({ rows, rounds }) => ({
    rows,
    figures: await measureExporting(await toSource(rows), rounds, tell),
  }),
  validation: async ({ rows, rounds }) => {
    const awkward = { rows, folder, file: await writeAwkward(folder, rows) };
    const figures = await measureValidation({ clean: await toSource(rows), awkward }, rounds, tell);
    return { rows, figures };
  },
  workbook: async ({ rows, rounds }) => {
    const workbook = { rows, folder, file: await writeWorkbook(folder, rows) };
    const awkward = { rows, folder, file: await writeAwkward(folder, rows) };
    return { rows, figures: await measureWorkbook({ workbook, awkward }, rounds, tell) };
  },
  validationMemory: async ({ sizes, rounds }) =>
    measureValidationMemory(await toSources(sizes), rounds, tell),
  importMemory: async ({ sizes, rounds }) =>
    measureImportMemory(await toSources(sizes), folder, rounds, tell),
  limitAgain: (plan) => measureAgain(plan, { toFile, folder }, tell),
  growth: ({ sizes, rounds }) =>
    measureGrowth(sizes, { toSetting: toSource, checkouts: [CHECKOUT], rounds }, tell),
  limits: ({ scale, rounds }) => measureLimits(toScenarios(scale), { toFile, folder }, rounds, tell),
};

function toReport(results, loadBefore) {
  const missing = results.curl?.missing;
  const minutes = ((Date.now() - startedAt.getTime()) / 60_000).toFixed(1);
  const notes = [
    ...(flags.quick ? ['Small samples (`--quick`): good for trying the bench, not for its figures.'] : []),
    ...(missing === undefined ? [] : [`GNU parallel with curl is not measured: ${missing} is not here.`]),
    ...NOTES,
  ];
  return [
    '# Bench',
    '',
    `${startedAt.toISOString().slice(0, 10)}, ${describeMachine()}; load ${loadBefore} before and ${readLoad()} at the end (the bench itself makes up to 2); ${minutes} minutes.`,
    '',
    toTable(toRows(results)),
    '',
    'What the figures don’t show:',
    '',
    ...notes.map((note) => `- ${note}`),
    '',
  ].join('\n');
}

async function printAll(plan) {
  const loadBefore = readLoad();
  await assertSameBodies(folder);
  const wanted = flags.only?.split(',') ?? Object.keys(MEASURES);
  const results = {};
  for (const name of wanted) {
    if (!(name in MEASURES)) throw new Error(`Expected --only to name ${Object.keys(MEASURES).join(', ')}.`);
    const rounds = Math.min(plan[name].rounds, Number(flags.rounds));
    results[name] = await MEASURES[name]({ ...plan[name], rounds });
  }
  const report = toReport(results, loadBefore);
  console.log(report);
  if (flags.only !== undefined) return;
  mkdirSync('reports', { recursive: true });
  writeFileSync('reports/bench.md', report);
}

async function printAgainst({ sizes, ...plan }) {
  const rounds = Math.min(plan.rounds, Number(flags.rounds));
  const checkouts = [resolve(flags.against), CHECKOUT];
  console.log(toAgainstTable(await measureAgainst(sizes, { toSetting: toSource, checkouts, rounds }, tell)));
}

async function smoke() {
  const squares = await findSquares({ toSetting: toSource, checkouts: [CHECKOUT] }, tell);
  if (squares.length === 0) return;
  console.error(`The cost of a row grows with the number of rows: ${squares.join(', ')}.`);
  process.exitCode = 1;
}

try {
  const plan = flags.quick ? PLANS.quick : PLANS.full;
  if (flags.smoke) await smoke();
  else if (flags.against !== undefined) await printAgainst(plan.against);
  else await printAll(plan);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
