/** The same script with undici's own API instead of fetch, which is slow. Arguments: URL, file, concurrency. */
import { createReadStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'csv-parse';
import pLimit from 'p-limit';
import { Pool } from 'undici';
import { toBodyOfCells } from '../support/customers.mjs';

const [url, file, concurrency] = [new URL(process.argv[2]), process.argv[3], Number(process.argv[4])];
const limit = pLimit(concurrency);
const pool = new Pool(url.origin, { connections: concurrency });
const headers = {
  authorization: `Bearer ${process.env.BITPOWR_TOKEN}`,
  'content-type': 'application/json',
};

async function create(record) {
  for (;;) {
    const body = JSON.stringify(toBodyOfCells(Object.values(record)));
    const path = `${url.pathname}/customers`;
    const response = await pool.request({ method: 'POST', path, headers, body });
    const answer = await response.body.json();
    if (response.statusCode === 429) {
      await sleep(1000 * Number(response.headers['retry-after'] ?? 1));
      continue;
    }
    if (response.statusCode !== 200) throw new Error(`${response.statusCode} ${JSON.stringify(answer)}`);
    return answer.data.uid;
  }
}

const tasks = [];
for await (const record of createReadStream(file).pipe(parse({ columns: true }))) {
  tasks.push(limit(() => create(record)));
}
const uids = await Promise.all(tasks);
console.log(uids.length);
await pool.close();
