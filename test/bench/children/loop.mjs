/** The export that a user would write instead: page after page, until one is empty. Arguments: URL, file. */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { stringify } from 'csv-stringify/sync';

const { fetch } = globalThis;
const [url, path] = process.argv.slice(2);
const headers = { authorization: `Bearer ${process.env.BITPOWR_TOKEN}` };
const file = createWriteStream(path);

for (let page = 1; ; page += 1) {
  const response = await fetch(`${url}/customers?page=${page}&perPage=100`, { headers });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  const { data } = await response.json();
  const customers = Array.isArray(data) ? data : data.data;
  if (customers.length === 0) break;
  const rows = customers.map(({ address, metaData, ...rest }) => ({
    ...rest,
    address: JSON.stringify(address),
    metaData: JSON.stringify(metaData),
  }));
  if (!file.write(stringify(rows))) await once(file, 'drain');
}
file.end();
await once(file, 'finish');
