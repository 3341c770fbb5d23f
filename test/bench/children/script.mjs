/**
 * The script that a user would write instead. Arguments: URL, file, concurrency. On a 429 each of its workers sleeps as
 * long as the answer says, or a second, and tries again.
 */
import { createReadStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'csv-parse';
import pLimit from 'p-limit';
import { toBodyOfCells } from '../support/customers.mjs';

const { fetch } = globalThis;
const [url, file, concurrency] = [process.argv[2], process.argv[3], Number(process.argv[4])];
const limit = pLimit(concurrency);
const headers = {
  authorization: `Bearer ${process.env.BITPOWR_TOKEN}`,
  'content-type': 'application/json',
};

async function create(record) {
  for (;;) {
    const body = JSON.stringify(toBodyOfCells(Object.values(record)));
    const response = await fetch(`${url}/customers`, { method: 'POST', headers, body });
    const answer = await response.json();
    if (response.status === 429) {
      await sleep(1000 * Number(response.headers.get('retry-after') ?? 1));
      continue;
    }
    if (!response.ok) throw new Error(`${response.status} ${JSON.stringify(answer)}`);
    return answer.data.uid;
  }
}

const tasks = [];
for await (const record of createReadStream(file).pipe(parse({ columns: true }))) {
  tasks.push(limit(() => create(record)));
}
const uids = await Promise.all(tasks);
console.log(uids.length);
