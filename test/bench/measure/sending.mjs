/** Rows per second against a sandbox without limits: the import, autocannon, scripts, the import without a journal or with a slow disk. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { MODULES, PROGRAM, runNode, toPath, withServer } from '../support/processes.mjs';

export const CONNECTIONS = 32;

/** Runs the program's import; its run folder is gone afterwards. */
export async function runImport(url, file, folder, { flags = [], preload = [], statuses = [0] } = {}) {
  const reports = mkdtempSync(join(folder, 'run-'));
  const where = ['--base-url', url, '--reports-dir', reports, '--concurrency', String(CONNECTIONS)];
  const node = preload.flatMap((name) => ['--import', toPath(`children/${name}.mjs`)]);
  const program = preload.length > 0 ? MODULES : PROGRAM;
  try {
    const end = await runNode([...node, program, 'import', file, ...where, ...flags, '--json', '--quiet'], {
      statuses,
    });
    return { ...end, summary: JSON.parse(end.stdout) };
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

/** What may post the customers of a file to a server, by name. */
const CONTENDERS = {
  import: (url, { file, folder }) => runImport(url, file, folder),
  autocannon: (url, { rows }) =>
    runNode([toPath('children/autocannon.mjs'), new URL(url).origin, String(rows), String(CONNECTIONS)]),
  script: (url, { file }) => runNode([toPath('children/script.mjs'), url, file, String(CONNECTIONS)]),
  undici: (url, { file }) => runNode([toPath('children/undici.mjs'), url, file, String(CONNECTIONS)]),
  // Every row is left pending by it, which is status 3.
  nullJournal: (url, { file, folder }) =>
    runImport(url, file, folder, { preload: ['null-journal'], statuses: [0, 1, 3] }),
  slowDisk: (url, { file, folder }) => runImport(url, file, folder, { preload: ['slow-disk'] }),
  slowDiskUnwoken: (url, { file, folder }) =>
    runImport(url, file, folder, { preload: ['slow-disk', 'unwoken'] }),
};

/** One turn of each, in this order; then again. A fresh sandbox for each, which must hold exactly the rows afterwards. */
export async function measureSending(setting, rounds, tell) {
  const figures = Object.fromEntries(Object.keys(CONTENDERS).map((name) => [name, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const [name, contend] of Object.entries(CONTENDERS)) {
      const figure = await measureOne(contend, setting);
      figures[name].push(figure);
      tell(`sending, round ${round} of ${rounds}: ${name} ${Math.round(figure.perSecond)} rows/s`);
    }
  }
  return figures;
}

function measureOne(contend, setting) {
  return withServer({}, async ({ url, readCounts }) => {
    const { wallMs, peakBytes, cpuMs } = await contend(url, setting);
    const { sendingMs, ...counts } = await readCounts();
    assertComplete(counts, setting.rows);
    return {
      perSecond: (setting.rows * 1000) / sendingMs,
      wholePerSecond: (setting.rows * 1000) / wallMs,
      wallMs,
      sendingMs,
      peakBytes,
      cpuPerThousandMs: (cpuMs * 1000) / setting.rows,
    };
  });
}

/** A contender that lost a row or made one twice has no speed. */
export function assertComplete({ admitted, refused, customers, duplicates }, rows) {
  if (admitted === rows && refused === 0 && customers === rows && duplicates.externalIds === 0) return;
  const counts = JSON.stringify({ admitted, refused, customers, duplicates });
  throw new Error(`Expected ${rows} customers, each made once; the sandbox has ${counts}.`);
}
