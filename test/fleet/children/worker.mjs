/**
 * A worker of the tests, as a process: works on one run until it has ended. Its settings come as JSON in the environment. Prints a
 * line for each thing that the test waits for.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../../../node_modules/.cache/bitpowr-bulk/modules/core/clock.js';
import { openDatabase } from '../../../node_modules/.cache/bitpowr-bulk/modules/fleet/database.js';
import { Lease } from '../../../node_modules/.cache/bitpowr-bulk/modules/fleet/lease.js';
import { runSession } from '../../../node_modules/.cache/bitpowr-bulk/modules/fleet/session.js';
import { FolderStore } from '../../../node_modules/.cache/bitpowr-bulk/modules/fleet/store.js';

const settings = JSON.parse(process.env.FLEET_WORKER);
const { url, runId, store, workDir, holder, ttlMs, baseUrl, token, lastLook = true } = settings;
const say = (word, more = {}) =>
  process.stdout.write(`${JSON.stringify({ word, at: Date.now(), ...more })}\n`);
const die = () => process.kill(process.pid, 'SIGKILL');

/** The event loop, and nothing else of the process, stands still. */
const block = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

let willStop = false;
let isWithheld = false;
const { maySend } = Lease.prototype;
// The whole process is stopped where a request is about to leave. The control: what leaves then is not looked at again.
Lease.prototype.maySend = function () {
  if (willStop) {
    willStop = false;
    say('stopping');
    process.kill(process.pid, 'SIGSTOP');
    block(50);
  }
  const may = lastLook ? maySend.call(this) : true;
  if (!may && !isWithheld) say('withheld');
  isWithheld ||= !may;
  return may;
};

/** Calls `act` at the nth move of a kind, as `before:sending_create:5` names it. */
const at = (place, act) => {
  if (place === undefined) return () => undefined;
  const [when, state, nth] = place.split(':');
  let moves = 0;
  return (moment, to) => {
    if (moment !== when || to !== state) return;
    moves += 1;
    if (moves === Number(nth)) act();
  };
};

const watchers = [
  at(settings.killAt, die),
  at(settings.stopAt, () => {
    willStop = true;
  }),
  at(settings.blockAt, () => {
    say('blocking');
    while (!existsSync(settings.blockUntil)) block(20);
  }),
];
const onMove = (moment, to) => {
  for (const watch of watchers) watch(moment, to);
};

/** Dies where a snapshot is on its way: `before`, `half`, `stored`, `named` or `removed`, and which one. */
class DeadlyStore extends FolderStore {
  #puts = 0;

  #isAt(moment) {
    return settings.dieAtSnapshot === `${moment}:${this.#puts}`;
  }

  async put(key, path) {
    if (!key.includes('/snapshots/')) return super.put(key, path);
    this.#puts += 1;
    say('snapshot', { key });
    if (this.#isAt('half')) writeFileSync(`${join(store, key)}.part`, 'half');
    if (this.#isAt('before') || this.#isAt('half')) die();
    const sha256 = await super.put(key, path);
    if (this.#isAt('stored')) die();
    return sha256;
  }

  async remove(key) {
    if (this.#isAt('named')) die();
    await super.remove(key);
    if (this.#isAt('removed')) die();
  }
}

/** The vendor of the tests does at once what it does: no long wait is needed before a look. */
const LONG_WAIT_MS = 5000;
const clock = {
  ...systemClock,
  sleep: (ms, signal) => systemClock.sleep(ms >= LONG_WAIT_MS ? ms / 10 : ms, signal),
};

const interrupts = new globalThis.AbortController();
process.on('SIGTERM', () => interrupts.abort('SIGTERM'));
let isFirst = true;
const emit = (event) => {
  if (event.type === 'note') say('note', { message: event.message });
  if (event.type === 'phase' && event.phase === settings.killInPhase) die();
  if (event.type !== 'request' || !/^(POST|PATCH|PUT|DELETE)/.test(event.route)) return;
  if (isFirst) say('sending');
  isFirst = false;
};
const deps = {
  emit,
  clock,
  signal: interrupts.signal,
  pid: process.pid,
  version: '0.0.0-test',
  onMove,
};
const job = {
  connection: { endpoint: settings.endpoint, baseUrl, environment: { BITPOWR_TOKEN: token } },
  deps: { ...deps, program: 'bitpowr-bulk' },
};

const { snapshotAfter } = settings;
const isLogLong = snapshotAfter === undefined ? undefined : ({ changes }) => changes >= snapshotAfter;
const pool = await openDatabase(url);
const place = { url, pool, store: new DeadlyStore(store), workDir, holder, ttlMs, isLogLong };
for (;;) {
  try {
    const end = await runSession(runId, place, job);
    if (end.kind === 'held') {
      say('held');
      await delay(Math.min(200, end.leftMs + 10));
      continue;
    }
    say(end.kind, { counts: end.report?.summary.counts, stopped: end.report?.summary.stopped });
  } catch (error) {
    say('error', { name: error.name, code: error.code, message: error.message });
    if (error.name !== 'RunTaken') process.exitCode = 1;
  }
  break;
}
await pool.end();
