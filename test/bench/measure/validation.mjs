/**
 * Checking a file, beside csv-parse alone and beside the scripts that a user would write: wall time and CPU time of whole programs, of
 * a clean file and of an awkward one. And what memory a check takes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PROGRAM, runNode, toPath } from '../support/processes.mjs';

const PARSE = toPath('children/parse.mjs');
const SCRIPT = toPath('children/check-script.mjs');

const CONTENDERS = {
  parse: (source) => runScript(source, [PARSE, source.file]),
  command: runCommand,
  csvParseZod: (source) => runScript(source, [SCRIPT, source.file, 'csv-parse']),
  papaparseZod: (source) => runScript(source, [SCRIPT, source.file, 'papaparse']),
};

/** `sources`: by kind. One turn of each contender with each, then again. */
export async function measureValidation(sources, rounds, tell) {
  const figures = Object.fromEntries(
    Object.keys(sources).map((kind) => [
      kind,
      Object.fromEntries(Object.keys(CONTENDERS).map((name) => [name, []])),
    ]),
  );
  for (let round = 1; round <= rounds; round += 1) {
    for (const [kind, source] of Object.entries(sources)) {
      for (const [name, contend] of Object.entries(CONTENDERS)) {
        const figure = await contend(source);
        figures[kind][name].push(figure);
        const [wall, cpu] = [figure.wallMs, figure.cpuMs].map(Math.round);
        tell(`validation, round ${round} of ${rounds}: ${kind}, ${name} ${wall} ms, CPU ${cpu} ms`);
      }
    }
  }
  return figures;
}

/** Peak bytes by number of rows; the sizes take turns. */
export async function measureValidationMemory(sources, rounds, tell) {
  const peaks = Object.fromEntries(sources.map(({ rows }) => [rows, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const source of sources) {
      const { rows } = source;
      const { peakBytes } = await runCommand(source);
      peaks[rows].push(peakBytes);
      tell(`memory of validate, round ${round} of ${rounds}: ${rows} rows ${Math.round(peakBytes / 1e6)} MB`);
    }
  }
  return peaks;
}

async function runScript(source, args) {
  const { stdout, wallMs, cpuMs, peakBytes } = await runNode(args);
  assertAll(args.at(-1), JSON.parse(stdout).rows, source);
  return { wallMs, cpuMs, peakBytes };
}

async function runCommand(source) {
  const reports = mkdtempSync(join(source.folder, 'check-'));
  try {
    const flags = ['--reports-dir', reports, '--json', '--quiet'];
    const { stdout, wallMs, cpuMs, peakBytes } = await runNode([PROGRAM, 'validate', source.file, ...flags]);
    const summary = JSON.parse(stdout);
    assertAll('validate', summary.source.rows - summary.counts.invalid, source);
    return { wallMs, cpuMs, peakBytes };
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

function assertAll(name, found, { rows }) {
  if (found !== rows) throw new Error(`${name} found ${found} rows of ${rows}.`);
}
