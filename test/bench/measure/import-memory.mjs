/** Peak memory of the importing process by number of rows. */
import { withServer } from '../support/processes.mjs';
import { assertComplete, runImport } from './sending.mjs';

export async function measureImportMemory(files, folder, rounds, tell) {
  const peaks = Object.fromEntries(files.map(({ rows }) => [rows, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const { rows, file } of files) {
      const peakBytes = await measureOne(rows, file, folder);
      peaks[rows].push(peakBytes);
      tell(`memory of import, round ${round} of ${rounds}: ${rows} rows ${Math.round(peakBytes / 1e6)} MB`);
    }
  }
  return peaks;
}

function measureOne(rows, file, folder) {
  return withServer({}, async ({ url, readCounts }) => {
    const { peakBytes } = await runImport(url, file, folder);
    assertComplete(await readCounts(), rows);
    return peakBytes;
  });
}
