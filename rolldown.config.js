/**
 * The program and the library as a few files, because loading hundreds of small ones takes longer than a short command.
 * What a package needs beside its code (native parts, data files), or is needed by few commands or files, stays outside, which
 * also keeps this package small, and so does undici: a fix of the HTTP client must not wait for a release.
 */
import { createRequire, isBuiltin } from 'node:module';
import { defineConfig, rolldown } from 'rolldown';
import { build } from 'vite';
import { emitLicenses } from './rolldown.licenses.js';

const EXTERNAL = [
  'libsql',
  'i18n-iso-countries',
  'bip32',
  'bitcoinjs-lib',
  'tiny-secp256k1',
  'undici',
  // Optional.
  'pg',
  'pg-boss',
  // Large tables, for few files.
  'jschardet',
  'iconv-lite',
  'entities',
  // For workbooks, JSON, YAML and --open.
  'hucre',
  'open',
  'saxes',
  'stream-chain',
  'stream-json',
  'yaml',
  'yauzl',
  'yazl',
];

const NUMBERING_PLANS = '\0numbering-plans';

/** The modules that the bundle has as data. */
const DATA = ['/src/cli/listed.ts', '/src/core/http-statuses.ts'];

export default defineConfig({
  input: {
    index: 'src/index.ts',
    'cli/main': 'src/cli/main.ts',
    // Beside the file that starts it.
    'chunks/source-worker': 'src/jobs/ingest/source-worker.ts',
    'chunks/lease-thread': 'src/fleet/lease-thread.ts',
    'cli/demo': 'src/cli/demo.ts',
    'cli/demo-nightly': 'src/cli/demo-nightly.ts',
  },
  platform: 'node',
  external: [...EXTERNAL.map((name) => new RegExp(`^${name}(/|$)`)), /^@(scure|aws-sdk)\//],
  plugins: [
    { name: 'licenses', generateBundle: emitLicenses },
    { name: 'data', load: loadData },
    { name: 'modules of Node', renderChunk: takeBuiltins },
    { name: 'parser of samples', resolveId: copyParser },
    { name: 'numbering plans', resolveId: leaveNumberingPlans, load: loadNumberingPlans },
    { name: 'review page', closeBundle: () => build({ configFile: 'src/review/page/vite.config.js' }) },
  ],
  // Of yargs, only its parser is used; the rest has no effect of its own.
  treeshake: { moduleSideEffects: [{ test: /\/node_modules\/yargs\//, sideEffects: false }] },
  output: {
    dir: 'dist',
    format: 'esm',
    chunkFileNames: 'chunks/[name].js',
    // What a start loads is few files, because each takes as long as a hundred kilobytes: a module with all that it imports.
    codeSplitting: {
      groups: [
        { name: 'start', test: /\/src\/cli\/(load-error|request|unwritable|version)\.ts$/, priority: 5 },
        { name: 'answer', test: /\/src\/cli\/(answer|completion\/answer)\.ts$/, priority: 4 },
        // The thread of large files loads it too.
        { name: 'source-place', test: /\/src\/jobs\/ingest\/source-place\.ts$/, priority: 3 },
        // What most commands, and users of the library, load: reading, mapping, validating, and the files of a run.
        { name: 'check', test: /\/src\/jobs\/validate\/validate\.ts$/, priority: 2 },
        { name: 'work', test: /\/src\/cli\/(configuration|program|session)\.ts$/, priority: 1 },
      ],
    },
    // The names of classes stay: a stack trace begins with that of the error. It has the place of each function.
    minify: {
      compress: true,
      mangle: { keepNames: { function: false, class: true } },
      codegen: { removeWhitespace: true },
    },
  },
});

/** A module whose exports are plain data becomes that data: what it is made with need not be loaded. */
async function loadData(id) {
  if (!DATA.some((path) => id.endsWith(path))) return null;
  const bundle = await rolldown({ input: id, platform: 'node' });
  const { output } = await bundle.generate({ format: 'esm', codeSplitting: false });
  await bundle.close();
  const exported = await import(`data:text/javascript,${encodeURIComponent(output[0].code)}`);
  const lines = Object.entries(exported).map(
    ([name, value]) => `export const ${name} = JSON.parse(${JSON.stringify(JSON.stringify(value))});`,
  );
  return { code: lines.join('\n'), moduleType: 'js' };
}
/** The numbering plans of all countries, a third of the bundle's data, stay in the package that has them. */
function leaveNumberingPlans(id) {
  return id.endsWith('/metadata.max.json.js') ? NUMBERING_PLANS : null;
}

/** They are loaded when the first number is looked at. */
function loadNumberingPlans(id) {
  if (id !== NUMBERING_PLANS) return null;
  return `import { createRequire } from 'node:module';
    let plans;
    const load = () => (plans ??= createRequire(import.meta.url)('libphonenumber-js/max/metadata'));
    export default {
      get version() { return load().version; },
      get country_calling_codes() { return load().country_calling_codes; },
      get countries() { return load().countries; },
      get nonGeographic() { return load().nonGeographic; },
    };`;
}

/**
 * What reads the samples of a file has a copy of csv-parse: V8 makes faster code of functions that exist once, as those that read the whole file
 * then do (0.88 × the CPU of csv-parse).
 */
function copyParser(id) {
  return id === 'csv-parse/sync' ? createRequire(import.meta.url).resolve(id) : null;
}

/** `import` of a module of Node's reads all that it exports, and so loads parts that the program does not use: 7 ms. */
function takeBuiltins(code) {
  const imports = this.parse(code).body.filter(
    ({ type, source }) => type === 'ImportDeclaration' && isBuiltin(source.value),
  );
  const changed = imports.reduceRight(
    (text, { start, end, source, specifiers }) =>
      text.slice(0, start) + specifiers.map((one) => toConst(one, source.value)).join('\n') + text.slice(end),
    code,
  );
  return imports.length === 0 ? code : `${LOADER}\n${changed}`;
}

const LOADER = `import { createRequire as makeLoader } from 'node:module';
const loadBuiltin = makeLoader(import.meta.url);`;

/** `default` is the module itself, as for `require`. */
function toConst({ local, imported }, id) {
  const isModule = imported === undefined || imported.name === 'default';
  const names = isModule ? local.name : `{ ${imported.name}: ${local.name} }`;
  return `const ${names} = loadBuiltin(${JSON.stringify(id)});`;
}
