/** Exports by one way, imports what comes, and returns what the server and the results say. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { importOptionsSchema } from '../../src/config/options.js';
import { fromFormulaSafe } from '../../src/core/formula.js';
import { importCustomers } from '../../src/jobs/import/import.js';
import { startSandbox, testCredential, type Customer } from '../../src/sandbox/index.js';
import { hurriedClock, type ResultLine } from '../support/run-import.js';
import type { Database } from './servers/database.js';
import { toSelect, type Selection } from './export-text.js';
import type { Way } from './ways.js';

export interface Imported {
  readonly customers: readonly Customer[];
  readonly results: readonly ResultLine[];
}

/** Throws a `BulkError` where the source as a whole is refused. */
export async function importWay(way: Way, database: Database, selection: Selection): Promise<Imported> {
  const folder = await mkdtemp(join(tmpdir(), 'bulk-way-'));
  const sandbox = await startSandbox();
  try {
    const path =
      way.toText === undefined
        ? database.folder
        : join(folder, `export.${way.isJson === true ? 'ndjson' : 'csv'}`);
    if (way.toText !== undefined) await writeFile(path, await way.toText(database, selection));
    const query = way.toText === undefined ? { query: toSelect(selection) } : {};
    const report = await importCustomers(
      { path },
      importOptionsSchema.parse({ reportsDir: join(folder, 'reports'), ...query, ...way.flags }),
      { endpoint: sandbox.url, baseUrl: sandbox.url, environment: { BITPOWR_TOKEN: testCredential.token } },
      {
        emit: () => undefined,
        clock: hurriedClock,
        signal: new AbortController().signal,
        pid: process.pid,
        version: '0.0.0-test',
        program: 'bitpowr-bulk',
      },
    );
    const text = await readFile(join(report.summary.runDir, 'results.csv'), 'utf8');
    const lines: ResultLine[] = parse(text, { columns: true });
    const results = lines.map((line) =>
      Object.fromEntries(Object.entries(line).map(([key, cell]) => [key, fromFormulaSafe(cell)])),
    );
    return { customers: sandbox.snapshot().customers, results };
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}
