/** What the pages show as output of a command is what it prints today. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder, runProgram } from '../support/program.js';
import { readCode, readPage, toWords } from './pages.js';

const FIRST_IMPORT = 'docs/guides/first-import.md';

/** The lines that a page shows below a command; the n-th such command of the page. */
function readShown(path: string, command: string, at = 0): string[] {
  const blocks = readCode(readPage(path).text).filter(({ text }) =>
    text.startsWith(`$ npx bitpowr-bulk ${command}`),
  );
  const lines = blocks[at]?.text.trimEnd().split('\n').slice(1) ?? [];
  if (lines.length === 0) throw new Error(`${path} shows no output of ${command}.`);
  return lines;
}

/** A line without what differs from run to run: folders, names of runs, ports, times, random uids. */
const toStable = (line: string): string =>
  line
    .replaceAll(/\/\S*?\/(?=[\w-]+\/[a-z]+\.(?:csv|json|html)$)/g, 'REPORTS/')
    .replaceAll(/\d{8}-\d{6}-[0-9a-f]{4}/g, 'RUN')
    .replaceAll(/127\.0\.0\.1:\d+/g, 'HOST')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|tb1\w+|\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'MADE')
    .replace(/^Requests: .*/, (text) => text.replaceAll(/[\d.,]+(?: m?s\b)?/g, 'N'));

/** The shown lines that the output does not have at their place; `…` stands for what is left out. */
function findUntrue(shown: readonly string[], output: string): string[] {
  const lines = output.split('\n').map(toStable);
  let from = 0;
  return shown.map(toStable).filter((line) => {
    const [start = '', end] = line.split('…');
    if (start.trim() === '') return false;
    const found = lines.findIndex(
      (real, at) => at >= from && (end === undefined ? real === line : real.startsWith(start)),
    );
    if (found !== -1) from = found + 1;
    return found === -1;
  });
}

const DEMO = 'import fixtures/customers.csv';

/** The demo in a sandbox of its own; as often as is asked. */
async function runDemo(
  times: number,
): Promise<{ readonly stdout: string; readonly folder: string; readonly runId: string }> {
  const folder = join(makeFolder(), 'reports');
  const options = [
    '--sandbox',
    '--provision-address',
    '--account-id',
    'demo-wallet',
    '--reports-dir',
    folder,
  ];
  let stdout = '';
  for (let time = 0; time < times; time += 1) {
    ({ stdout } = await runProgram([...toWords(DEMO), ...options]));
  }
  const [runId = ''] = /\d{8}-\d{6}-[0-9a-f]{4}/.exec(stdout) ?? [];
  return { stdout, folder, runId };
}

describe('the output that the docs show', () => {
  it.each(['README.md', FIRST_IMPORT])('of the demo in %s is what it prints', async (path) => {
    const { stdout } = await runDemo(1);
    expect(findUntrue(readShown(path, DEMO), stdout)).toEqual([]);
  });

  it('of the demo run again is what it prints', async () => {
    const { stdout } = await runDemo(2);
    expect(findUntrue(readShown(FIRST_IMPORT, DEMO, 1), stdout)).toEqual([]);
  });

  it('of a check is what it prints', async () => {
    const { stdout } = await runProgram([
      'validate',
      'fixtures/customers.csv',
      '--reports-dir',
      join(makeFolder(), 'reports'),
    ]);
    const shown = readShown('docs/guides/fix-a-spreadsheet.md', 'validate fixtures/customers.csv');
    expect(findUntrue(shown, stdout)).toEqual([]);
  });

  it('of the history of a row is what it prints', async () => {
    const { folder, runId } = await runDemo(1);
    const { stdout } = await runProgram(['show', runId, '--row', '3', '--reports-dir', folder]);
    const shown = readShown('docs/guides/continue-after-a-failure.md', 'show');
    expect(findUntrue(shown, stdout)).toEqual([]);
  });

  it('would be found untrue, line by line', () => {
    expect(findUntrue(['created  62', '…', 'total  70'], 'created  61\ntotal  70')).toEqual(['created  62']);
    expect(findUntrue(['total  70', 'created  62'], 'created  62\ntotal  70')).toEqual(['created  62']);
  });
});
