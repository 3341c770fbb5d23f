/** How this program was started, for the commands that messages tell to type. */
import { READING } from '../config/options/source.js';
import { toKebab } from '../core/kebab.js';
import { toShellWord } from '../jobs/shell-word.js';

export function toProgram(): string {
  return process.env['npm_command'] === undefined ? 'bitpowr-bulk' : 'npx bitpowr-bulk';
}

/** What the next command needs too, because a run does not remember it: the file of the credential, if it was typed. */
export function toCredentialWords(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word) => /^--(credentials|env-file)(=|$)/.test(word));
  const [, typed] = (words[at] ?? '').split(/=(.*)/s);
  const file = at < 0 ? undefined : (typed ?? words[at + 1]);
  return file === undefined ? [] : ['--credentials', file];
}

/**
 * The commands in a text as this program is started, each with the folder of runs and the credential that it needs. Commands
 * stand between backticks, as in the table of codes.
 */
export function toTypeable(text: string, flags: Readonly<Record<string, unknown>>): string {
  const { reportsDir } = flags;
  const place = typeof reportsDir === 'string' ? ['--reports-dir', toShellWord(reportsDir)] : [];
  return text.replace(/`bitpowr-bulk (\w+)([^`]*)`/g, (_command, name: string, rest: string) => {
    const carried = NEEDS_CREDENTIAL.has(name) ? toCredentialWords(process.argv).map(toShellWord) : [];
    const words = [...(HAS_RUNS.has(name) ? place : []), ...carried].filter((word) => !rest.includes(word));
    return `\`${[`${toProgram()} ${name}${rest}`, ...words].join(' ')}\``;
  });
}

const HAS_RUNS: ReadonlySet<string> = new Set([
  'runs',
  'show',
  'resume',
  'apply',
  'undo',
  'import',
  'doctor',
]);
const NEEDS_CREDENTIAL: ReadonlySet<string> = new Set(['resume', 'apply', 'undo', 'import', 'doctor']);

/** Options that are about one file or one run, and their values. Those without a value stay out of the list of pairs. */
const PAIRS: ReadonlySet<string> = new Set([
  '--run-id',
  ...Object.keys(READING)
    .filter((name) => name !== 'header')
    .map((name) => `--${toKebab(name)}`),
]);
const SINGLE: ReadonlySet<string> = new Set(['--header', '--no-header', '--json', '--quiet', '--open']);

/**
 * The command line of `words` for another source: a CSV file of this program, so that what was said of how the old file is
 * read is left out.
 */
export function toSameCommand(
  program: string,
  words: readonly string[],
  { from, to }: { readonly from: string; readonly to: string },
): string {
  const kept: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const [name = ''] = word.split('=');
    if (SINGLE.has(name)) continue;
    if (PAIRS.has(name)) at += word.includes('=') ? 0 : 1;
    else kept.push(word === from ? toShellWord(to) : toShellWord(word));
  }
  return [program, ...kept].join(' ');
}
