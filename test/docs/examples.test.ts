/** What the pages show as output of a command is what it prints today. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommand } from '../support/command.js';
import { makeFolder } from '../support/program.js';
import { readCode, readPage, toWords } from './pages.js';

const FIRST_IMPORT = 'docs/guides/first-import.md';
const COMMANDS = 'docs/reference/commands.md';
const HISTORY = 'docs/guides/continue-after-a-failure.md';

const DEMO = 'import fixtures/customers.csv';
const CHECK = 'validate fixtures/customers.csv';

const RUN_ID = /\d{8}-\d{6}-[0-9a-f]{4}/;

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
    .replace(RUN_ID, 'RUN')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d/, 'WHEN')
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

describe('the output that the docs show', () => {
  it('of the demo, of the demo run again, and of the history of a row is what they print', async () => {
    const reports = ['--reports-dir', join(makeFolder(), 'reports')];
    const demo = [
      ...toWords(DEMO),
      '--sandbox',
      '--provision-address',
      '--account-id',
      'demo-wallet',
      ...reports,
    ];
    await runCommand([...toWords(CHECK), ...reports]);
    const first = await runCommand(demo);
    expect(findUntrue(readShown('README.md', DEMO), first.stdout)).toEqual([]);
    expect(findUntrue(readShown(FIRST_IMPORT, DEMO), first.stdout)).toEqual([]);

    const again = await runCommand(demo);
    expect(findUntrue(readShown(FIRST_IMPORT, DEMO, 1), again.stdout)).toEqual([]);
    const runs = await runCommand(['runs', ...reports]);
    expect(findUntrue(readShown(COMMANDS, 'runs'), runs.stdout)).toEqual([]);

    // What the output tells to type is typed as it is: rejected.csv, which is not corrected, is refused row by row.
    const [, advised = ''] = /^ {2}bitpowr-bulk (import .*rejected\.csv .*)$/m.exec(first.stdout) ?? [];
    const next = await runCommand(toWords(advised));
    expect([next.status, next.stdout]).toEqual([1, expect.stringContaining('invalid  8') as string]);

    const [runId = ''] = RUN_ID.exec(first.stdout) ?? [];
    const shown = await runCommand(['show', runId, '--row', '3', ...reports]);
    expect(findUntrue(readShown(HISTORY, 'show'), shown.stdout)).toEqual([]);
  });

  it('of a check is what it prints', async () => {
    const reports = ['--reports-dir', join(makeFolder(), 'reports')];
    const { stdout } = await runCommand([...toWords(CHECK), ...reports]);
    expect(findUntrue(readShown('docs/guides/fix-a-spreadsheet.md', CHECK), stdout)).toEqual([]);
  });

  it('would be found untrue, line by line', () => {
    expect(findUntrue(['created  62', '…', 'total  70'], 'created  61\ntotal  70')).toEqual(['created  62']);
    expect(findUntrue(['total  70', 'created  62'], 'created  62\ntotal  70')).toEqual(['created  62']);
  });
});
