/** Who may import whom: DESIGN's table. Stages know only `core`; `jobs` hands them what they need. */
const stage = (name, also = []) => ({
  name: `${name}-imports-core-only`,
  severity: 'error',
  from: { path: `^src/${name}/` },
  to: { path: '^src/', pathNot: [`^src/${name}/`, '^src/core/', ...also] },
});

const folders = require('./test/pure-folders.json').join('|');
/** Tests that `npm run test:quick` runs. One that needs a server, a process or a browser is named `*.slow.test.ts` or `*.long.test.ts`. */
const pureTests = { path: `^(${folders})/.*\\.test\\.ts$`, pathNot: '\\.(slow|long)\\.test\\.ts$' };
const outside = '^(node:)?(http|https|http2|child_process|cluster|worker_threads)$';

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'core-imports-nothing',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { path: '^src/', pathNot: '^src/core/' },
    },
    ...['read', 'map', 'validate', 'match', 'send', 'record', 'api', 'journal', 'config'].map((name) =>
      stage(name),
    ),
    {
      ...stage('notify', ['^src/(api|record)/']),
      comment: 'It sends as the API client does, and takes the summaries.',
    },
    {
      name: 'jobs-compose-stages',
      severity: 'error',
      from: { path: '^src/jobs/' },
      to: { path: '^src/(cli|fleet|notify|review|sandbox)/' },
    },
    {
      name: 'fleet-carries-jobs',
      comment: 'It restores the files of journals, which no other folder above the stages opens.',
      severity: 'error',
      from: { path: '^src/fleet/' },
      to: { path: '^src/', pathNot: '^src/(fleet|jobs|config|core|journal)/' },
    },
    {
      name: 'cli-calls-jobs',
      comment: 'The command line starts the embedded sandbox, so it may import its public face.',
      severity: 'error',
      from: { path: '^src/cli/' },
      to: {
        path: '^src/',
        pathNot: ['^src/(cli|fleet|jobs|config|core|notify)/', '^src/(sandbox/index|review/server)\\.ts$'],
      },
    },
    {
      name: 'review-shows-what-jobs-say',
      severity: 'error',
      from: { path: '^src/review/', pathNot: '^src/review/page/' },
      to: { path: '^src/', pathNot: '^src/(review|jobs|config|core)/' },
    },
    {
      name: 'sandbox-imports-nothing',
      severity: 'error',
      from: { path: '^src/sandbox/' },
      to: { path: '^src/', pathNot: '^src/sandbox/' },
    },
    {
      name: 'nobody-imports-cli',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'page-runs-in-a-browser',
      comment: 'Of the rest it imports the types of what the server answers, and how outcomes look.',
      severity: 'error',
      from: { path: '^src/review/page/', pathNot: '/vite\\.config\\.js$' },
      to: {
        path: '^src/|^node:',
        pathNot: ['^src/review/(page/|wire\\.ts$)', '^src/record/(outcomes|changes/changed-part)\\.ts$'],
      },
    },
    {
      name: 'nobody-imports-the-page',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/review/page/' },
      to: { path: '^src/review/page/' },
    },
    { name: 'src-imports-no-tests', severity: 'error', from: { path: '^src/' }, to: { path: '^test/' } },
    {
      name: 'no-dev-dependencies-in-src',
      comment: 'An optional peer is one as well, for the tests.',
      severity: 'error',
      // Vite puts the libraries of the page into the package.
      from: { path: '^src/', pathNot: '^src/review/page/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only', 'npm-peer'],
      },
    },
    {
      name: 'pure-tests-start-nothing',
      comment: 'No server, process or browser, not even by way of a helper or of the code under test.',
      severity: 'error',
      // The words that a masked message may keep include the status texts of `node:http`.
      from: { ...pureTests, pathNot: [pureTests.pathNot, '/masked\\.test\\.ts$'] },
      to: {
        path: [outside, '^src/(sandbox|jobs)/', 'node_modules/(playwright-core|undici)/'],
        // Types of what the page and its server say to each other.
        pathNot: '^src/jobs/review/answers/',
        reachable: true,
      },
    },
    {
      name: 'pure-tests-open-no-sockets',
      comment: 'Code under test may ask `node:net` what an IP address is.',
      severity: 'error',
      from: pureTests,
      to: { path: '^(node:)?(net|tls|dgram|dns)$' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js'],
      conditionNames: ['import', 'types', 'default'],
      exportsFields: ['exports'],
    },
  },
};
