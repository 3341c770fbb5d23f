/**
 * The check `package` of `npm test`: the tarball that would be published is small, has nothing but what users need, and its types
 * are right for programs that import it, as a bundler and as Node resolve them.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import ts from 'typescript';
import { pack } from './pack.mjs';

/**
 * Bytes as downloaded, without the page of `review`: program, library and documents grow with each feature, and this says when to look
 * for what they do not need. The program and the library are 470 KB of it, the documents with man pages and schemas 175.
 */
const MOST_BYTES = 650_000;
/** The page of `review`, which only a browser loads, has a limit of its own, the same as in its build. */
const PAGE = 'dist/review/';
const MOST_PAGE_BYTES = 80 * 1024;
const UNWANTED = /\.map$|\.(?:test|slow)\.|^(?:src|test)\//;
/** Of Prometheus: its own tests of the alert rules, for users who change them. */
const WANTED = ['docs/monitoring/alerts.test.yml'];

const folder = mkdtempSync(join(tmpdir(), 'bitpowr-bulk-package-'));
try {
  const { path, size, files } = pack(folder);
  const publint = spawnSync('node_modules/.bin/publint', ['--strict', path], { stdio: 'inherit' });
  const page = files
    .filter((file) => file.startsWith(PAGE))
    .reduce((sum, file) => sum + toGzipBytes(file), 0);
  const found = [...checkSize('package without the page of review', size - page, MOST_BYTES)];
  found.push(
    ...checkSize('page of review', page, MOST_PAGE_BYTES),
    ...checkFiles(files),
    ...checkTypes(path),
  );
  console.log(`${files.length} files`);
  for (const text of found) console.log(text);
  process.exitCode = publint.status === 0 && found.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function toGzipBytes(file) {
  return gzipSync(readFileSync(file), { level: 9 }).length;
}

function checkSize(what, size, most) {
  console.log(`The ${what}: ${size} bytes of at most ${most}`);
  if (size === 0) return [`The ${what} is not there.`];
  return size > most ? [`The ${what} has ${size - most} bytes too many.`] : [];
}

function checkFiles(files) {
  const unwanted = files.filter((file) => UNWANTED.test(file) && !WANTED.includes(file));
  return unwanted.map((file) => `The package should not have ${file}.`);
}

/** The example of docs/library.md compiles with the packed types, and does not once it passes a number as a path. */
function checkTypes(tarball) {
  const packages = join(folder, 'node_modules');
  mkdirSync(join(packages, 'bitpowr-bulk'), { recursive: true });
  const into = ['--directory', join(packages, 'bitpowr-bulk')];
  execFileSync('tar', ['--extract', '--gzip', '--file', tarball, '--strip-components', '1', ...into]);
  for (const name of ['zod', '@types']) symlinkSync(resolve('node_modules', name), join(packages, name));
  const [, example = ''] = /```ts\n(.*?)```/s.exec(readFileSync('docs/library.md', 'utf8')) ?? [];
  const right = write('right.mts', example);
  const wrong = write('wrong.mts', example.replace(/path: '[^']+'/, 'path: 5'));
  return [
    ['node16', ts.ModuleKind.Node16, ts.ModuleResolutionKind.Node16],
    ['bundler', ts.ModuleKind.ESNext, ts.ModuleResolutionKind.Bundler],
  ].flatMap(([name, module, moduleResolution]) => {
    const errors = compile([right, wrong], { module, moduleResolution });
    const ofWrong = errors.filter(({ path }) => path === wrong);
    const others = errors.filter(({ path }) => path !== wrong);
    return [
      ...(ofWrong.length === 1 ? [] : [`${name}: expected one error, found ${ofWrong.length}`]),
      ...others.map(({ path, text }) => `${name}: ${path}: ${text}`),
    ];
  });
}

function write(name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** What the compiler has against the programs and against the types of this package. Those of other packages take long. */
function compile(paths, options) {
  const program = ts.createProgram(paths, {
    ...options,
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts'],
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    types: ['node'],
    typeRoots: [join(folder, 'node_modules/@types')],
  });
  const ours = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(folder));
  if (!ours.some(({ fileName }) => fileName.endsWith('dist/index.d.ts')))
    return [{ path: 'dist/index.d.ts', text: 'is not read' }];
  const found = ours.flatMap((file) => [
    ...program.getSyntacticDiagnostics(file),
    ...program.getSemanticDiagnostics(file),
  ]);
  return [...program.getOptionsDiagnostics(), ...found].map(({ messageText, file }) => ({
    path: file?.fileName ?? '',
    text: ts.flattenDiagnosticMessageText(messageText, '\n'),
  }));
}
