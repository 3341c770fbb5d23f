/** GNU parallel with curl, one process a request, beside the import of the same few rows. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { toBody } from '../support/customers.mjs';
import { TOKEN, withServer } from '../support/processes.mjs';
import { assertComplete, CONNECTIONS, runImport } from './sending.mjs';

/** Which of the two programs is missing here; undefined: none. */
export function findMissing() {
  const tellVersion = (program) => spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout ?? '';
  if (!tellVersion('parallel').includes('GNU parallel')) return 'GNU parallel';
  return tellVersion('curl').startsWith('curl') ? undefined : 'curl';
}

/** One turn of each, then again; rows per second of sending. */
export async function measureCurl({ rows, file, folder }, rounds, tell) {
  const figures = { import: [], curl: [] };
  for (let round = 1; round <= rounds; round += 1) {
    figures.import.push(await measureOne((url) => runImport(url, file, folder), rows));
    figures.curl.push(await measureOne((url) => postByCurl(url, rows), rows));
    tell(`curl, round ${round} of ${rounds}: ${Math.round(figures.curl.at(-1))} rows/s`);
  }
  return figures;
}

function measureOne(contend, rows) {
  return withServer({}, async ({ url, readCounts }) => {
    await contend(url);
    const { sendingMs, ...counts } = await readCounts();
    assertComplete(counts, rows);
    return (rows * 1000) / sendingMs;
  });
}

/** Bodies on standard input, one to a line; parallel quotes each for the shell. */
async function postByCurl(url, rows) {
  const headers = ['-H', `'authorization: Bearer ${TOKEN}'`, '-H', "'content-type: application/json'"];
  const post = ['curl', '-sS', '-o', '/dev/null', ...headers, '--data-binary', '{}', `${url}/customers`];
  const child = spawn('parallel', ['--will-cite', '-j', String(CONNECTIONS), post.join(' ')], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  child.stdin.end(Array.from({ length: rows }, (_row, at) => `${JSON.stringify(toBody(at + 1))}\n`).join(''));
  const [status] = await once(child, 'close');
  if (status !== 0) throw new Error(`parallel ended with ${status}.`);
}
