/** What a command line asks for, before any command is loaded. */

export type Request =
  | { readonly type: 'version' }
  /** No words at all. */
  | { readonly type: 'overview' }
  /** `command`: undefined for all. `color`: whether its headings may be bold. */
  | { readonly type: 'help'; readonly command: string | undefined; readonly color: boolean }
  | { readonly type: 'completion'; readonly style: string; readonly words: readonly string[] }
  /** The work of a command. */
  | { readonly type: 'work' };

/** What the scripts of `completion` ask; before them, those of yargs. */
const COMPLETE = '__complete';
const COMPLETE_FORMERLY = '--get-yargs-completions';

/** Words after `--` are no options. */
export function toRequest(words: readonly string[]): Request {
  const [first, second, ...rest] = words;
  if (first === undefined) return { type: 'overview' };
  if (first === COMPLETE) return { type: 'completion', style: second ?? '', words: rest };
  if (first === COMPLETE_FORMERLY) return { type: 'completion', style: 'yargs', words: rest };
  const end = words.indexOf('--');
  const own = end < 0 ? words : words.slice(0, end);
  const color = !own.includes('--no-color');
  if (first === 'help' || own.includes('--help') || own.includes('-h')) {
    return { type: 'help', command: findCommand(own), color };
  }
  if (first === 'version' || own.includes('--version') || own.includes('-V')) return { type: 'version' };
  return { type: 'work' };
}

/** `help import` and `import --help` ask for the same; so do `help --help` and `help help`. */
function findCommand(words: readonly string[]): string | undefined {
  const [first, second] = words.filter((word) => !word.startsWith('-'));
  if (first !== 'help') return words[0] === first ? first : undefined;
  return second ?? (words.some((word) => /^(-h|--help)$/.test(word)) ? first : undefined);
}
