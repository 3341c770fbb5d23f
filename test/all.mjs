/**
 * `npm test`: every check there is, one after the other, and one line at the end that counts them.
 * `npm test -- --only vitest` runs a single one.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'bitpowr-bulk-test-'));
const vitestJson = join(folder, 'vitest.json');
// What the program sends in the tests, for the check `conformance`.
const recordings = join(folder, 'recordings');
mkdirSync(recordings);

const CHECKS = [
  ['format', ['prettier', '--check', '.']],
  ['build', ['tsc', '-p', 'tsconfig.build.json']],
  ['types', ['tsc', '--noEmit']],
  ['lint', ['eslint', '.', '--max-warnings', '0']],
  ['import directions', ['depcruise', '--config', '.dependency-cruiser.cjs', '--output-type', 'err', 'src']],
  ['dead code', ['knip', '--no-progress']],
  ['package', ['publint', '--strict', '--pack', 'npm']],
  [
    'vitest',
    [
      'vitest',
      'run',
      '--coverage',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${vitestJson}`,
    ],
  ],
  // Reads what the tests recorded: `--only vitest` runs it, too.
  ['conformance', ['vitest', 'run', '--config', 'test/conformance/recorded.config.ts']],
];

let passed = 0;
let failed = 0;

const count = (name, isWell) => {
  if (isWell) passed += 1;
  else failed += 1;
  console.log(`${isWell ? 'ok' : 'FAILED'}: ${name}\n`);
};

const run = (command) =>
  spawnSync('npx', ['--no-install', ...command], {
    stdio: 'inherit',
    env: { ...process.env, NO_COLOR: '1', BITPOWR_BULK_TEST_RECORDINGS: recordings },
  }).status === 0;

/** A dependency check that looked at nothing would pass for ever. */
const didCruise = () => {
  const args = [
    '--no-install',
    'depcruise',
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
    'src',
  ];
  const { stdout } = spawnSync('npx', args, { encoding: 'utf8', maxBuffer: 1e9 });
  const { modules } = JSON.parse(stdout);
  const sources = readdirSync('src', { recursive: true }).filter((name) => name.endsWith('.ts'));
  const cruised = modules.filter(({ source }) => source.startsWith('src/'));
  const edges = cruised.flatMap(({ dependencies }) => dependencies).length;
  console.log(`import directions: ${cruised.length} of ${sources.length} files, ${edges} imports looked at`);
  return cruised.length >= sources.length && edges > sources.length;
};

const only =
  process.argv.indexOf('--only') === -1 ? undefined : process.argv[process.argv.indexOf('--only') + 1];
for (const [name, command] of CHECKS) {
  if (only !== undefined && name !== only && !(only === 'vitest' && name === 'conformance')) continue;
  console.log(`--- ${name}`);
  const isWell = run(command) && (name !== 'import directions' || didCruise());
  if (name !== 'vitest' || !existsSync(vitestJson)) {
    count(name, isWell);
    continue;
  }
  const { numPassedTests, numFailedTests, numPendingTests, success } = JSON.parse(
    readFileSync(vitestJson, 'utf8'),
  );
  passed += numPassedTests;
  failed += numFailedTests;
  // A suite that failed to load, or a coverage threshold, fails without a failed test.
  if (numFailedTests === 0 && (!success || !isWell)) failed += 1;
  // A skipped test is no passed test.
  failed += numPendingTests;
  console.log(`vitest: ${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped\n`);
}
rmSync(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
