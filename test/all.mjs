/**
 * `npm test`: every check there is, and one line at the end that counts them. `npm test -- --only vitest` runs a single one.
 * `npm run test:quick` (`--quick`) runs the checks that need seconds, `npm run test:full` (`--full`) the long proofs at full size,
 * `npm run test:databases` (`--databases`) the comparison with real databases,
 * `npm run test:fleet` (`--fleet`) the runs on many machines.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { toLintCache } from './lint-cache.mjs';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    full: { type: 'boolean' },
    databases: { type: 'boolean' },
    fleet: { type: 'boolean' },
    only: { type: 'string' },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'bitpowr-bulk-test-'));
const vitestJson = join(folder, 'vitest.json');
// What the program sends in the tests, for the check `conformance`.
const recordings = join(folder, 'recordings');
mkdirSync(recordings);
// As npm sets it, also for `node test/all.mjs`.
const PATH = [resolve('node_modules/.bin'), process.env.PATH].join(delimiter);

/** Exit status 0 is success. What a command writes is shown when it ends, or at once if nothing runs beside it. */
const run = ([command, ...args], { isAlone = false, env = {} } = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: isAlone ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PATH, NO_COLOR: '1', ...env },
    });
    let output = '';
    let stdout = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      output += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('close', (status) => resolve({ isOk: status === 0, output, stdout }));
  });

const check =
  (...command) =>
  () =>
    run(command);

/** A dependency check that looked at nothing would pass for ever, so this one counts what it looked at. */
const checkImports = async () => {
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src', 'test'];
  const { isOk, stdout, output } = await run(['depcruise', ...args]);
  if (!isOk) return { isOk, output };
  const { modules, summary } = JSON.parse(stdout);
  const sources = readdirSync('src', { recursive: true }).filter((name) => name.endsWith('.ts'));
  const cruised = modules.filter(({ source }) => source.startsWith('src/'));
  const edges = cruised.flatMap(({ dependencies }) => dependencies).length;
  const lines = summary.violations.map(
    ({ rule, from, to, via = [] }) =>
      `${rule.severity} ${rule.name}: ${[from, ...(via.length > 0 ? via.map(({ name }) => name) : [to])].join(' -> ')}\n`,
  );
  lines.push(`${cruised.length} of ${sources.length} files, ${edges} imports looked at\n`);
  return {
    isOk: summary.error === 0 && cruised.length >= sources.length && edges > sources.length,
    output: lines.join(''),
  };
};

/** What has not changed since the last time is not checked again. */
const CACHE = 'node_modules/.cache/bitpowr-bulk';
/** With the compiler of TypeScript 7, which takes a quarter of the time of the one that ESLint and the build need as a library. */
const checkTypes = (project, name) =>
  check(
    ...['node', 'node_modules/typescript-7/bin/tsc', '--project', project, '--noEmit'],
    ...['--incremental', '--tsBuildInfoFile', `${CACHE}/${name}.json`],
  );
const QUICK = [
  ['format', check('prettier', '--check', '.', '--cache', '--cache-location', `${CACHE}/prettier`)],
  ['types', checkTypes('.', 'types')],
  ['types of the page', checkTypes('src/review/page', 'page-types')],
];
/** Only the cache of the files as they are now is kept. */
const lint = () => {
  const folder = `${CACHE}/eslint`;
  const cache = toLintCache(folder);
  for (const name of existsSync(folder) ? readdirSync(folder) : [])
    if (join(folder, name) !== cache) rmSync(join(folder, name));
  const flags = ['--cache', '--cache-strategy', 'content', '--cache-location', cache];
  return run(['eslint', '.', '--max-warnings', '0', ...flags]);
};
/** What the tests start. */
const BUILD = [['build', check('npm', 'run', 'build:program', '--silent')]];
const LINT = [['lint', lint]];
const STATIC = [...QUICK, ['import directions', checkImports], ['dead code', check('knip', '--no-progress')]];
/** What is published: these need the build. */
const PACKAGE = [
  ['types of the library', check('rolldown', '-c', 'rolldown.types.config.js')],
  ['package', check('node', 'test/package/check.mjs')],
];

let passed = 0;
let failed = 0;

const count = (name, { isOk, output = '' }) => {
  if (isOk) passed += 1;
  else failed += 1;
  console.log(`--- ${name}\n${output}${isOk ? 'ok' : 'FAILED'}: ${name}\n`);
};

const isWanted = (name) => values.only === undefined || values.only === name;

/** One after the other. */
const runChecks = async (checks) => {
  for (const [name, start] of checks.filter(([name]) => isWanted(name))) count(name, await start());
};

const runVitest = async (args, env = {}) => {
  console.log('--- vitest');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${vitestJson}`];
  const { isOk } = await run(['vitest', 'run', ...args, ...reporters], {
    isAlone: true,
    env: { BITPOWR_BULK_TEST_RECORDINGS: recordings, ...env },
  });
  if (!existsSync(vitestJson)) return count('vitest', { isOk: false });
  const { numPassedTests, numFailedTests, numPendingTests, success } = JSON.parse(
    readFileSync(vitestJson, 'utf8'),
  );
  passed += numPassedTests;
  failed += numFailedTests;
  // A suite that failed to load fails without a failed test.
  if (numFailedTests === 0 && (!success || !isOk)) failed += 1;
  // A skipped test is no passed test.
  failed += numPendingTests;
  console.log(`vitest: ${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped\n`);
};

/** Reads what the tests recorded. */
const checkConformance = async () =>
  count(
    'conformance',
    await run(['vitest', 'run', '--config', 'test/conformance/recorded.config.ts'], {
      env: { BITPOWR_BULK_TEST_RECORDINGS: recordings },
    }),
  );

const runTests = async (args, env) => {
  await runVitest(args, env);
  await checkConformance();
};

/** Tests that have two sizes or start the built program only here, and tests that have no small one. */
const listLong = () =>
  readdirSync('test', { recursive: true })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join('test', name))
    .filter(
      (path) => path.endsWith('.long.test.ts') || /\/(size|command)\.js'/.test(readFileSync(path, 'utf8')),
    )
    .sort();

if (values.quick) {
  const cache = ['--experimental.fsModuleCache', `--experimental.fsModuleCachePath=${CACHE}/vitest`];
  await Promise.all([runChecks(QUICK), runVitest(['--project', 'pure', ...cache])]);
} else if (values.full) {
  await runVitest(listLong(), { FULL: '1' });
} else if (values.databases) {
  await runVitest(['--config', 'test/databases/databases.config.ts']);
} else if (values.fleet) {
  await runVitest(['--config', 'test/fleet/fleet.config.ts']);
} else {
  const built = runChecks(BUILD);
  // The tests wait much, for servers and for each other: the other checks use that time. Lint takes longer than all the others.
  await Promise.all([
    runChecks(LINT),
    runChecks(STATIC)
      .then(() => built)
      .then(() => runChecks(PACKAGE)),
    built.then(() => (isWanted('vitest') ? runTests([]) : undefined)),
  ]);
}
rmSync(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
