/**
 * A worker of the tests, as a process: works on one run until it has ended. Its settings come as JSON in the environment. Prints a
 * line for each thing that the test waits for.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../../../node_modules/.cache/bitpowr-bulk/modules/core/clock.js';
import { openDatabase } from '../../../node_modules/.cache/bitpowr-bulk/modules/fleet/database.js';
import { Lease } from '../../../node_modules/.cache/bitpowr-bulk/modules/fleet/lease.js';
import { runSession } from '../../../node_modules/.cache/bitpowr-bulk/modules/fleet/session.js';
import { FolderStore } from '../../../node_modules/.cache/bitpowr-bulk/modules/fleet/store.js';

const settings = JSON.parse(process.env.FLEET_WORKER);
const { url, runId, store, workDir, holder, ttlMs, baseUrl, token, killAt, lastLook = true } = settings;
const say = (word, more = {}) =>
  process.stdout.write(`${JSON.stringify({ word, at: Date.now(), ...more })}\n`);

// The control: without it, a worker that was stopped sends what its successor has sent by then.
if (!lastLook) Lease.prototype.maySend = () => true;

let moves = 0;
const onMove = (moment, to) => {
  if (killAt === undefined) return;
  const [when, state, nth] = killAt.split(':');
  if (moment !== when || to !== state) return;
  moves += 1;
  if (moves === Number(nth)) process.kill(process.pid, 'SIGKILL');
};

const interrupts = new globalThis.AbortController();
process.on('SIGTERM', () => interrupts.abort('SIGTERM'));
let isFirst = true;
const emit = (event) => {
  if (event.type === 'note') say('note', { message: event.message });
  if (event.type !== 'request' || !event.route.startsWith('POST')) return;
  if (isFirst) say('sending');
  isFirst = false;
};
const deps = {
  emit,
  clock: systemClock,
  signal: interrupts.signal,
  pid: process.pid,
  version: '0.0.0-test',
  onMove,
};
const job = {
  connection: { endpoint: baseUrl, baseUrl, environment: { BITPOWR_TOKEN: token } },
  deps: { ...deps, program: 'bitpowr-bulk' },
};

const pool = await openDatabase(url);
const place = { url, pool, store: new FolderStore(store), workDir, holder, ttlMs };
for (;;) {
  try {
    const end = await runSession(runId, place, job);
    if (end.kind === 'held') {
      await delay(Math.min(200, end.leftMs + 10));
      continue;
    }
    say(end.kind, { counts: end.report?.summary.counts, stopped: end.report?.summary.stopped });
  } catch (error) {
    say('error', { name: error.name, message: error.message });
    if (error.name !== 'RunTaken') process.exitCode = 1;
  }
  break;
}
await pool.end();
