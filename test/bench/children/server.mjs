/**
 * The sandbox, and a watch on the POSTs that reach it. Every contender is timed here, by the same clock: from its first
 * POST to the last answer, so that neither start-up nor reading nor reports count as sending.
 */
import diagnostics from 'node:diagnostics_channel';
import { performance } from 'node:perf_hooks';
import { startSandbox } from '../../../node_modules/.cache/bitpowr-bulk/modules/sandbox/index.js';

const { faults, halveAfterMs, port } = JSON.parse(process.argv[2]);
const sandbox = await startSandbox({ faults, port });
const posts = { firstAt: 0, lastAt: 0, admitted: 0, throttled: 0, refused: 0 };

diagnostics.subscribe('http.server.request.start', ({ request }) => {
  if (request.method !== 'POST' || posts.firstAt > 0) return;
  posts.firstAt = performance.now();
  if (halveAfterMs > 0) setTimeout(halve, halveAfterMs);
});

diagnostics.subscribe('http.server.response.finish', ({ request, response }) => {
  if (request.method !== 'POST') return;
  posts.lastAt = performance.now();
  if (response.statusCode === 200) posts.admitted += 1;
  else if (response.statusCode === 429) posts.throttled += 1;
  else posts.refused += 1;
});

function halve() {
  const { limit } = faults;
  sandbox.configure({ limit: { ...limit, requests: limit.requests / 2 } });
}

process.on('message', (question) => {
  if (question === 'counts') {
    const { customers, duplicates } = sandbox.stats();
    const { firstAt, lastAt, admitted, throttled, refused } = posts;
    process.send({ sendingMs: lastAt - firstAt, admitted, throttled, refused, customers, duplicates });
  } else {
    process.send(sandbox.snapshot().customers);
  }
});
process.send({ url: sandbox.url });
