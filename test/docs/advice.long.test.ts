/** Each command that the examples of the docs print is typed as it is printed, in the same folder and environment. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { runCommand, type CommandEnd } from '../support/command.js';
import { makeFolder, openSandbox, runProgram, toCustomersCsv } from '../support/program.js';
import { PAGES, readCommandLines, toWords } from './pages.js';

const JOBS =
  /^(?:validate|map|import|apply|undo|resume|export|reconcile|runs|show|auth|doctor|explain|config) /;
/** Standard input and output are a process's own. */
const IS_PIPED = /^\S+ - |--output - /;
/** Words that stand for something that the user has, as in the commands of `explain`. */
const PLACEHOLDER = /\b(?:FILE|RUN|CODE|FIELD|COLUMN|UID)\b|…/;

const LINES = [...new Set(PAGES.flatMap(readCommandLines))].filter((line) => JOBS.test(`${line} `));

/** What the examples name: customers, one of them faulty. */
const SOURCE = `${toCustomersCsv(3)}bad,Bad One,no-email\n`;

/** Types a line; what it reads from a pipe is the source. */
function type(line: string, env: Readonly<Record<string, string>>): Promise<CommandEnd> {
  const words = toWords(line);
  return IS_PIPED.test(`${line} `) ? runProgram(words, { env, input: SOURCE }) : runCommand(words, { env });
}

/** The commands of an output: on lines of their own, and in its sentences. */
function readAdvice(output: string): string[] {
  const lines = [
    ...output.matchAll(/^ +bitpowr-bulk (.*)$/gm),
    ...output.matchAll(/`bitpowr-bulk ([^`]*)`/g),
  ];
  return [...new Set(lines.map(([, line = '']) => line))];
}

/** A folder that has what the examples name, as far as it is a CSV file or a file of credentials. */
async function enterFolder() {
  const folder = makeFolder();
  const { sandbox, env } = await openSandbox();
  const here = process.cwd();
  cpSync(resolve('fixtures/customers.csv'), join(folder, 'fixtures/customers.csv'), { recursive: true });
  process.chdir(folder);
  onTestFinished(() => process.chdir(here));
  const variables = { BITPOWR_BASE_URL: sandbox.url, BITPOWR_TOKEN: env['BITPOWR_TOKEN'] ?? '' };
  const text = Object.entries(variables)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
  for (const word of new Set(LINES.flatMap(toWords))) {
    if (/^[\w-]+\.csv$/.test(word)) writeFileSync(word, SOURCE);
    if (/^[\w-]+\.env$/.test(word)) writeFileSync(word, text, { mode: 0o600 });
  }
  mkdirSync('exports');
  // The name of the run in the docs' examples.
  await runCommand(['import', 'customers.csv', '--run-id', '20261122-174007-9e3d'], { env: variables });
  return { env: variables };
}

it('is a command that works', async () => {
  const { env } = await enterFolder();
  const wrong: string[] = [];
  const tried = new Set<string>();
  for (const line of LINES) {
    const { stdout, stderr } = await type(line, env);
    for (const advice of readAdvice(stdout + stderr)) {
      if (tried.has(advice) || PLACEHOLDER.test(advice)) continue;
      tried.add(advice);
      const next = await type(advice, env);
      // 1: some of the rows of the examples are faulty. Wrong use would be 2, a stop 3.
      if (next.status === null || next.status > 1)
        wrong.push(`${line} prints ${advice}: ${next.status} ${next.stderr}`);
    }
  }
  expect(wrong).toEqual([]);
  expect([LINES.length > 30, tried.size > 10]).toEqual([true, true]);
  for (const kind of [/^map /, /^doctor/, /^\S+ - /])
    expect(LINES.some((line) => kind.test(`${line} `))).toBe(true);
});
