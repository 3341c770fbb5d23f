/** Customers per second out of a sandbox without limits: the export, and the loop that a user would write instead. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PROGRAM, runNode, toPath, withServer } from '../support/processes.mjs';
import { CONNECTIONS, runImport } from './sending.mjs';

const CONTENDERS = {
  export: (url, output, reports) =>
    runNode([
      ...[PROGRAM, 'export', '--output', output, '--base-url', url, '--reports-dir', reports],
      ...['--concurrency', String(CONNECTIONS), '--quiet'],
    ]),
  loop: (url, output) => runNode([toPath('children/loop.mjs'), url, output]),
};

/** One turn of each, in this order; then again. All from one sandbox that holds the rows; whole runs, start-up included. */
export function measureExporting({ rows, file, folder }, rounds, tell) {
  const figures = { export: [], loop: [] };
  return withServer({}, async ({ url }) => {
    await runImport(url, file, folder);
    for (let round = 1; round <= rounds; round += 1) {
      for (const [name, contend] of Object.entries(CONTENDERS)) {
        const place = mkdtempSync(join(folder, 'export-'));
        const output = join(place, 'customers.csv');
        const { wallMs, peakBytes } = await contend(url, output, place);
        assertComplete(output, rows);
        rmSync(place, { recursive: true, force: true });
        figures[name].push({ perSecond: (rows * 1000) / wallMs, peakBytes });
        tell(
          `exporting, round ${round} of ${rounds}: ${name} ${Math.round((rows * 1000) / wallMs)} customers/s`,
        );
      }
    }
    return figures;
  });
}

function assertComplete(output, rows) {
  const ids = new Set(readFileSync(output, 'utf8').match(/\bE\d{8}\b/g));
  if (ids.size !== rows) throw new Error(`Expected ${rows} customers in the file, found ${ids.size}.`);
}
