/**
 * `npm run test:node`: the pure tests on Node 22 and 24, and the package installed on 20, 22 and 24 as users install it. npm ships the
 * binaries of Node, so nothing has to be installed beforehand. `npm run test:node -- 24` names one version.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfStale } from '../bin/build-if-stale.js';
import { pack } from './package/pack.mjs';

const asked = process.argv.slice(2);
const VITEST = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'pure', '--reporter=dot'];
/** `npm test` runs on the version at hand, the oldest of the three in CI. */
const TESTED = asked.length > 0 ? asked : ['22', '24'];
const INSTALLED = asked.length > 0 ? asked : ['20', '22', '24'];

let passed = 0;
let failed = 0;

function tryNode(version, args) {
  console.log(`--- Node ${version}: ${args[0]}`);
  const node = ['--yes', '-p', `node@${version}`, '--', 'node'];
  const isThere = spawnSync('npx', [...node, '--version'], { stdio: 'inherit' }).status === 0;
  if (!isThere) console.log(`Node ${version} can not be had from the registry.`);
  if (isThere && spawnSync('npx', [...node, ...args], { stdio: 'inherit' }).status === 0) passed += 1;
  else failed += 1;
}

for (const version of TESTED) tryNode(version, VITEST);

const folder = mkdtempSync(join(tmpdir(), 'bitpowr-bulk-node-'));
buildIfStale();
const { path } = pack(folder);
for (const version of INSTALLED)
  tryNode(version, ['test/package/install.mjs', path, process.env.npm_execpath]);
rmSync(folder, { recursive: true, force: true });

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
