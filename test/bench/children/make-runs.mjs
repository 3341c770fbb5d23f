/** Makes runs of one row each, by a build's library: planned and not sent, so that a run takes no longer than it must. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [checkout, reportsDir, url, count] = process.argv.slice(2);
const { importCustomers, importOptionsSchema, systemClock } = await import(join(checkout, 'dist/index.js'));

const { AbortController } = globalThis;
const path = join(reportsDir, 'source.csv');
writeFileSync(path, 'externalId,name,email\nE1,Ada Obi,ada@example.com\n');
const connection = { endpoint: url, baseUrl: url, environment: { BITPOWR_TOKEN: process.env.BITPOWR_TOKEN } };
const deps = {
  emit: () => undefined,
  clock: systemClock,
  signal: new AbortController().signal,
  pid: process.pid,
  version: '0.0.0',
  program: 'bitpowr-bulk',
};
for (let run = 1; run <= Number(count); run += 1) {
  const runId = `run-${run}`;
  const options = importOptionsSchema.parse({ reportsDir, dryRun: true, runId });
  await importCustomers({ path }, options, connection, deps);
}
