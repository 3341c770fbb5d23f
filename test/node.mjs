/**
 * `npm run test:node`: the pure tests on other Node versions, by default 22 and 24. npm ships their binaries, so nothing has
 * to be installed beforehand. `npm run test:node -- 24` names one.
 */
import { spawnSync } from 'node:child_process';

const asked = process.argv.slice(2);
const versions = asked.length > 0 ? asked : ['22', '24'];
const VITEST = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'pure', '--reporter=dot'];

let passed = 0;
let failed = 0;
for (const version of versions) {
  console.log(`--- Node ${version}`);
  const node = ['--yes', '-p', `node@${version}`, '--', 'node'];
  const isThere = spawnSync('npx', [...node, '--version'], { stdio: 'inherit' }).status === 0;
  if (!isThere) console.log(`Node ${version} can not be had from the registry.`);
  const isOk = isThere && spawnSync('npx', [...node, ...VITEST], { stdio: 'inherit' }).status === 0;
  if (isOk) passed += 1;
  else failed += 1;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
