/**
 * The commands whose cost grows with the rows (or with the runs), each as a user types it: what one of them costs with this
 * many rows, of any build. Every figure is of the whole process: CPU and wall time in ms, peak memory in bytes.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runNode, toPath, toProgram, withList, withServer } from '../support/processes.mjs';
import { assertComplete, CONNECTIONS } from './sending.mjs';

/** By name; `once` prepares what its rounds share and takes as many turns as `rounds` of each checkout. */
export const WHOLE_COMMANDS = {
  validate: ({ file, rows }, take) =>
    take(async (run, reports) => {
      const { stdout, ...figure } = await run(['validate', file, '--reports-dir', reports, '--json']);
      const { source, counts } = JSON.parse(stdout);
      assertEqual('good rows', source.rows - counts.invalid, rows);
      return figure;
    }),

  import: ({ file, rows }, take) =>
    take((run, reports) =>
      withServer({}, async ({ url, readCounts }) => {
        const figure = await run(['import', file, ...toConnection(url, reports)]);
        assertComplete(await readCounts(), rows);
        return figure;
      }),
    ),

  export: ({ rows }, take) =>
    withList(rows, (url) =>
      take(async (run, reports) => {
        const output = join(reports, 'customers.csv');
        const figure = await run(['export', '--output', output, ...toConnection(url, reports)]);
        const { certificate } = JSON.parse(readFileSync(`${output}.summary.json`, 'utf8'));
        assertEqual('customers', certificate.customers, rows);
        return figure;
      }),
    ),

  reconcile: ({ file, rows }, take) =>
    withList(rows, (url) =>
      take(async (run, reports) => {
        const { stdout, ...figure } = await run(['reconcile', file, ...toConnection(url, reports), '--json']);
        assertEqual('same rows', JSON.parse(stdout).reconcile.statuses.same, rows);
        return figure;
      }),
    ),

  // Stopped after a few requests, and continued with one that only asks for the account: what is left is the start.
  resume: ({ file, rows }, take) =>
    take((run, reports) =>
      withServer({}, async ({ url }) => {
        const connection = toConnection(url, reports);
        const stopped = [1, 2, 3];
        await run(['import', file, ...connection, '--run-id', 'stopped', '--max-requests', '5'], stopped);
        const rest = ['resume', 'stopped', ...connection, '--max-requests', '1', '--json'];
        const { stdout, ...figure } = await run(rest, stopped);
        assertEqual('rows', JSON.parse(stdout).source.rows, rows);
        return figure;
      }),
    ),

  // Here the rows are runs.
  runs: ({ rows }, take) =>
    withList(0, (url) =>
      take(async (run, reports, checkout) => {
        await runNode([toPath('children/make-runs.mjs'), checkout, reports, url, String(rows)]);
        const { stdout, ...figure } = await run(['runs', '--reports-dir', reports, '--json']);
        assertEqual('runs', JSON.parse(stdout).length, rows);
        return figure;
      }),
    ),
};

const toConnection = (url, reports) => [
  ...['--base-url', url, '--reports-dir', reports, '--concurrency', String(CONNECTIONS), '--quiet'],
];

function assertEqual(what, found, expected) {
  if (found !== expected) throw new Error(`Expected ${expected} ${what}, found ${found}.`);
}

/** One figure of each checkout, in turns, `rounds` times. Lists of figures in the order of `checkouts`. */
export async function measureWhole(name, { checkouts, rounds, ...setting }) {
  const figures = checkouts.map(() => []);
  await WHOLE_COMMANDS[name](setting, async (measureOne) => {
    for (let round = 1; round <= rounds; round += 1) {
      for (const [at, checkout] of checkouts.entries()) {
        figures[at].push(
          await inNewFolder(setting.folder, (reports) => {
            const run = (args, statuses = [0]) => runNode([toProgram(checkout), ...args], { statuses });
            return measureOne(run, reports, checkout);
          }),
        );
      }
    }
  });
  return figures;
}

async function inNewFolder(folder, use) {
  const reports = mkdtempSync(join(folder, 'whole-'));
  try {
    return await use(reports);
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}
