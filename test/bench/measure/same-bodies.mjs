/** That all contenders send the same: the customers they make are compared, field by field. */
import assert from 'node:assert/strict';
import { writeCustomers } from '../support/customers.mjs';
import { runNode, toPath, withServer } from '../support/processes.mjs';
import { CONNECTIONS, runImport } from './sending.mjs';

export async function assertSameBodies(folder) {
  const rows = 2 * CONNECTIONS;
  const file = await writeCustomers(folder, rows);
  const made = (run) =>
    withServer({}, async ({ url, readCustomers }) => {
      await run(url);
      return (await readCustomers()).map(toSent).sort((a, b) => a.externalId.localeCompare(b.externalId));
    });
  const byImport = await made((url) => runImport(url, file, folder));
  const autocannon = toPath('children/autocannon.mjs');
  const byAutocannon = await made((url) =>
    runNode([autocannon, new URL(url).origin, String(rows), String(CONNECTIONS)]),
  );
  const script = toPath('children/script.mjs');
  const byScript = await made((url) => runNode([script, url, file, String(CONNECTIONS)]));
  assert.equal(byImport.length, rows);
  assert.deepEqual(byAutocannon, byImport);
  assert.deepEqual(byScript, byImport);
}

function toSent({ name, email, phone, description, address, metaData, externalId }) {
  return { name, email, phone, description, address, metaData, externalId };
}
