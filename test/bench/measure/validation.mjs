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

/** The workbook has the rows of the awkward file, which is checked beside it. */
const WORKBOOK_CONTENDERS = {
  cells: ({ workbook }) => runScript(workbook, [toPath('children/count-cells.mjs'), workbook.file]),
  workbook: ({ workbook }) => runCommand(workbook),
  csv: ({ awkward }) => runCommand(awkward),
};

/** `sources`: by kind. One turn of each contender with each, then again. */
export function measureValidation(sources, rounds, tell) {
  const contenders = Object.entries(sources).map(([kind, source]) => [
    kind,
    Object.entries(CONTENDERS).map(([name, contend]) => [name, () => contend(source)]),
  ]);
  return takeTurns(contenders, rounds, tell);
}

/** `sources`: the workbook and the awkward file. */
export async function measureWorkbook(sources, rounds, tell) {
  const contenders = Object.entries(WORKBOOK_CONTENDERS).map(([name, contend]) => [
    name,
    () => contend(sources),
  ]);
  const { workbook } = await takeTurns([['workbook', contenders]], rounds, tell);
  return workbook;
}

/** `contenders`: by kind, then by name. */
async function takeTurns(contenders, rounds, tell) {
  const figures = Object.fromEntries(
    contenders.map(([kind, named]) => [kind, Object.fromEntries(named.map(([name]) => [name, []]))]),
  );
  for (let round = 1; round <= rounds; round += 1) {
    for (const [kind, named] of contenders) {
      for (const [name, contend] of named) {
        const figure = await contend();
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
