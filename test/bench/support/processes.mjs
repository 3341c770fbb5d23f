/** Everything that is measured runs in a process of its own, so that no round inherits the memory or the warm code of another. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

/** The path of a file beside this folder: `children/server.mjs`. */
export const toPath = (relative) => fileURLToPath(new URL(`../${relative}`, import.meta.url));
export const PROGRAM = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));
/** The same as modules, parts of which a child can replace. */
export const MODULES = fileURLToPath(
  new URL('../../../node_modules/.cache/bitpowr-bulk/modules/cli/main.js', import.meta.url),
);
const PEAK = toPath('children/peak.mjs');
const SERVER = toPath('children/server.mjs');

/** Where runs share their pace: not in the person's own folder. */
const STATE = join(tmpdir(), 'bitpowr-bulk-bench-state');

/** Of the sandbox. */
export const TOKEN = 'test_token_sandbox';

/**
 * Runs node to its end. Gives its output, wall time, peak memory and CPU time; throws where it ends with a status that is not among
 * `statuses`.
 */
export async function runNode(args, { statuses = [0] } = {}) {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--import', PEAK, ...args], {
    env: { PATH: process.env.PATH, BITPOWR_TOKEN: TOKEN, XDG_STATE_HOME: STATE },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const [stdout, stderr, usage] = [collect(child.stdio[1]), collect(child.stdio[2]), collect(child.stdio[3])];
  const [status] = await once(child, 'close');
  const wallMs = performance.now() - startedAt;
  if (!statuses.includes(status)) {
    throw new Error(`${args.join(' ')} ended with ${status}: ${stderr.text.slice(-2000)}`);
  }
  return { stdout: stdout.text, wallMs, ...JSON.parse(usage.text) };
}

function collect(stream) {
  const collected = { text: '' };
  stream.setEncoding('utf8').on('data', (text) => (collected.text += text));
  return collected;
}

/** Starts a fresh sandbox, lends it to `use`, and ends it. `halve`: after this many ms of sending, the limit is halved. */
export async function withServer({ faults = {}, halveAfterMs = 0, port = 0 }, use) {
  const child = spawn(process.execPath, [SERVER, JSON.stringify({ faults, halveAfterMs, port })], {
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ask = async (question) => {
    child.send(question);
    const [answer] = await once(child, 'message');
    return answer;
  };
  try {
    const [{ url }] = await once(child, 'message');
    return await use({ url, readCounts: () => ask('counts'), readCustomers: () => ask('customers') });
  } finally {
    const isGone = once(child, 'close');
    child.kill();
    await isGone;
  }
}
