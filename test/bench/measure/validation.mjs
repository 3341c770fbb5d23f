/** Rows per second of reading, mapping and validating, beside csv-parse alone; and what memory it takes. */
import { runNode, toPath } from '../support/processes.mjs';

/** One turn of each, then again. */
export async function measureValidation({ file, rows }, rounds, tell) {
  const figures = { validate: [], parse: [] };
  for (let round = 1; round <= rounds; round += 1) {
    for (const name of Object.keys(figures)) {
      const { perSecond } = await runOnFile(name, file, rows);
      figures[name].push(perSecond);
      tell(`validation, round ${round} of ${rounds}: ${name} ${Math.round(perSecond)} rows/s`);
    }
  }
  return figures;
}

/** Peak bytes by number of rows; the sizes take turns. */
export async function measureValidationMemory(files, rounds, tell) {
  const peaks = Object.fromEntries(files.map(({ rows }) => [rows, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const { rows, file } of files) {
      const { peakBytes } = await runOnFile('validate', file, rows);
      peaks[rows].push(peakBytes);
      tell(
        `memory of validation, round ${round} of ${rounds}: ${rows} rows ${Math.round(peakBytes / 1e6)} MB`,
      );
    }
  }
  return peaks;
}

async function runOnFile(name, file, expected) {
  const { stdout, peakBytes } = await runNode([toPath(`children/${name}.mjs`), file]);
  const { rows, ms } = JSON.parse(stdout);
  if (rows !== expected) throw new Error(`${name} found ${rows} good rows of ${expected}.`);
  return { perSecond: (rows * 1000) / ms, peakBytes };
}
