/**
 * `npm run bench`: measures, prints one table and writes it to reports/bench.md. `-- --quick` takes small samples, for
 * trying it out; `-- --only sending,limits` leaves the other parts out and does not touch the file.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findMissing, measureCurl } from './measure/curl.mjs';
import { measureExporting } from './measure/exporting.mjs';
import { measureImportMemory } from './measure/import-memory.mjs';
import { measureAgain, measureLimits, toScenarios } from './measure/limits.mjs';
import { assertSameBodies } from './measure/same-bodies.mjs';
import { measureSending } from './measure/sending.mjs';
import { measureStarting } from './measure/starting.mjs';
import { measureValidation, measureValidationMemory } from './measure/validation.mjs';
import { writeCustomers } from './support/customers.mjs';
import { describeMachine, readLoad } from './support/machine.mjs';
import { NOTES } from './support/notes.mjs';
import { toRows, toTable } from './support/report.mjs';

const { values: flags } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
});
const PLANS = {
  full: {
    starting: { rounds: 15 },
    sending: { rows: 20_000, rounds: 5 },
    curl: { rows: 640, rounds: 3 },
    exporting: { rows: 20_000, rounds: 5 },
    limits: { scale: 1, rounds: 3 },
    limitAgain: { seconds: 15, rounds: 3 },
    validation: { rows: 100_000, rounds: 5 },
    validationMemory: { sizes: [10_000, 100_000, 1_000_000], rounds: 3 },
    importMemory: { sizes: [10_000, 100_000], rounds: 2 },
  },
  quick: {
    starting: { rounds: 3 },
    sending: { rows: 1600, rounds: 2 },
    curl: { rows: 96, rounds: 1 },
    exporting: { rows: 1600, rounds: 2 },
    limits: { scale: 0.2, rounds: 1 },
    limitAgain: { seconds: 5, rounds: 1 },
    validation: { rows: 10_000, rounds: 2 },
    validationMemory: { sizes: [1000, 10_000, 100_000], rounds: 1 },
    importMemory: { sizes: [1000, 5000], rounds: 1 },
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
  validation: async ({ rows, rounds }) => ({
    rows,
    figures: await measureValidation(await toSource(rows), rounds, tell),
  }),
  validationMemory: async ({ sizes, rounds }) =>
    measureValidationMemory(await toSources(sizes), rounds, tell),
  importMemory: async ({ sizes, rounds }) =>
    measureImportMemory(await toSources(sizes), folder, rounds, tell),
  limitAgain: (plan) => measureAgain(plan, { toFile, folder }, tell),
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

try {
  const loadBefore = readLoad();
  await assertSameBodies(folder);
  const plan = flags.quick ? PLANS.quick : PLANS.full;
  const wanted = flags.only?.split(',') ?? Object.keys(MEASURES);
  const results = {};
  for (const name of wanted) {
    if (!(name in MEASURES)) throw new Error(`Expected --only to name ${Object.keys(MEASURES).join(', ')}.`);
    results[name] = await MEASURES[name](plan[name]);
  }
  const report = toReport(results, loadBefore);
  console.log(report);
  if (flags.only === undefined) {
    mkdirSync('reports', { recursive: true });
    writeFileSync('reports/bench.md', report);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
