/**
 * Rows per second of checking a file, beside csv-parse alone: the stage that every row passes (reading, mapping, validating),
 * and the whole command with its journal, duplicates and files; and what memory the command takes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PROGRAM, runNode, toPath } from '../support/processes.mjs';

const CONTENDERS = {
  stage: (source) => runChild('validate', source),
  parse: (source) => runChild('parse', source),
  command: runCommand,
};

/** One turn of each, then again. */
export async function measureValidation(source, rounds, tell) {
  const figures = Object.fromEntries(Object.keys(CONTENDERS).map((name) => [name, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const [name, contend] of Object.entries(CONTENDERS)) {
      const figure = await contend(source);
      figures[name].push(figure);
      tell(`validation, round ${round} of ${rounds}: ${name} ${Math.round(figure.wholePerSecond)} rows/s`);
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

/** `perSecond`: by the child's own clock, without start-up. */
async function runChild(name, source) {
  const { stdout, peakBytes, wallMs } = await runNode([toPath(`children/${name}.mjs`), source.file]);
  const { rows, ms } = JSON.parse(stdout);
  assertAllGood(name, rows, source);
  return { perSecond: (rows * 1000) / ms, wholePerSecond: (rows * 1000) / wallMs, peakBytes };
}

async function runCommand(source) {
  const reports = mkdtempSync(join(source.folder, 'check-'));
  try {
    const flags = ['--reports-dir', reports, '--json', '--quiet'];
    const { stdout, peakBytes, wallMs } = await runNode([PROGRAM, 'validate', source.file, ...flags]);
    const summary = JSON.parse(stdout);
    assertAllGood('validate', summary.source.rows - summary.counts.invalid, source);
    return { wholePerSecond: (source.rows * 1000) / wallMs, peakBytes };
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

function assertAllGood(name, found, { rows }) {
  if (found !== rows) throw new Error(`${name} found ${found} good rows of ${rows}.`);
}
