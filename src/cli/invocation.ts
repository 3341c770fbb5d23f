/** How this program was started, for the commands that messages tell to type. */
import { READING } from '../config/options/source.js';
import { toKebab } from '../core/kebab.js';
import { hideUrlSecrets } from '../core/url-secrets.js';
import { toShellWord } from '../jobs/shell-word.js';
import { readAfterDashes } from './after-dashes.js';
import { toConfigurationWords, type ConfigurationFlags } from './configuration.js';
import { LISTED } from './listed.js';

/** The words of the command line that this process was started with, without `--`. */
export function readTyped(): readonly string[] {
  return readAfterDashes(process.argv.slice(2));
}

/** The flags of any command. */
export type TypedFlags = ConfigurationFlags & Readonly<Record<string, unknown>>;

export function toProgram(): string {
  return process.env['npm_command'] === undefined ? 'bitpowr-bulk' : 'npx bitpowr-bulk';
}

/**
 * What the next command needs too, because a run does not remember it, option by option: the configuration file, the profile,
 * and the file of the credential, if they were typed.
 */
export function toCarried(flags: ConfigurationFlags): readonly (readonly string[])[] {
  const credential = toCredentialWords(readTyped());
  return [...toConfigurationWords(flags), ...(credential.length === 0 ? [] : [credential])];
}

function toCredentialWords(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word) => /^--(credentials|env-file)(=|$)/.test(word));
  const [, typed] = (words[at] ?? '').split(/=(.*)/s);
  const file = at < 0 ? undefined : (typed ?? words[at + 1]);
  return file === undefined ? [] : ['--credentials', file];
}

/**
 * The commands in a text as this program is started, each with the folder of runs, the configuration and the credential that
 * it takes, and with the words that were typed in place of FILE, RUN and URL. Commands stand between backticks, as in the table of
 * codes.
 */
export function toTypeable(text: string, flags: TypedFlags): string {
  const { reportsDir } = flags;
  const place = typeof reportsDir === 'string' ? [['--reports-dir', reportsDir]] : [];
  const carried = [...place, ...toCarried(flags)];
  return text.replace(/`bitpowr-bulk (\w+)([^`]*)`/g, (_command, name: string, rest: string) => {
    const words = carried.filter(([option = '']) => isNeeded(option, name, rest)).flat();
    const start = `${toProgram()} ${name}${fillIn(rest, flags)}`;
    return `\`${[start, ...words.map(toShellWord)].join(' ')}\``;
  });
}

/** `rest`: what follows the name of a command. A word that was not typed keeps its place. */
function fillIn(rest: string, { source, run, queue }: TypedFlags): string {
  const words: Readonly<Record<string, unknown>> = {
    FILE: source === '-' ? undefined : source,
    RUN: run,
    URL: typeof queue === 'string' ? toQueueWord(queue) : undefined,
  };
  return rest.replace(/(?<= )(?:FILE|RUN|URL)\b/g, (name) => {
    const typed = words[name];
    return typeof typed === 'string' ? toShellWord(typed) : name;
  });
}

/** What `--queue` was typed with. Its password stays out: PGPASSWORD or ~/.pgpass has it. */
export function toQueueWord(queue: string): string {
  return queue.startsWith('@')
    ? queue
    : hideUrlSecrets(queue.replace(/^(\w+:\/\/[^:@/?#]*):[^@/?#]*@/, '$1@'));
}

/** Whether a command takes an option, and does not have it yet. `rest`: what follows its name. */
function isNeeded(option: string, name: string, rest: string): boolean {
  const options = LISTED.find(({ command }) => command === name)?.options ?? [];
  const takes = options.some((one) => one.name === option.replace('--no-', '--'));
  const words = rest.split(/[\s=]+/);
  return takes && !words.includes(option) && !words.includes('--help');
}

/** Options that are about one file or one run, and their values. Those without a value stay out of the list of pairs. */
const PAIRS: ReadonlySet<string> = new Set([
  '--run-id',
  '--annotate',
  ...Object.keys(READING)
    .filter((name) => name !== 'header')
    .map((name) => `--${toKebab(name)}`),
]);
const SINGLE: ReadonlySet<string> = new Set(['--header', '--no-header', '--json', '--quiet', '--open']);

/** The words without the URLs of webhooks: they let others in, and a command to type stays in files and logs. */
export function withoutWebhooks(words: readonly string[]): readonly string[] {
  const kept: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const [name = '', joined] = word.split(/=(.*)/s);
    if (name !== '--notify' || !/^[\w+]+:\/\//.test(joined ?? words[at + 1] ?? '')) kept.push(word);
    else if (joined === undefined) at += 1;
  }
  return kept;
}

/**
 * The command line that was typed, for another source: a CSV file of this program, so that what was said of how the old file is
 * read is left out, and so are webhooks.
 */
export function toSameCommand(
  program: string,
  typed: readonly string[],
  { from, to }: { readonly from: string; readonly to: string },
): string {
  const words = withoutWebhooks(typed);
  const kept: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const [name = '', joined] = word.split(/=(.*)/s);
    if (SINGLE.has(name)) continue;
    if (PAIRS.has(name)) at += joined === undefined ? 1 : 0;
    else kept.push(word === from ? toShellWord(to) : toShellWord(word));
  }
  return [program, ...kept].join(' ');
}
