/**
 * The words of a command line without `--`: what follows it is a file, also with a dash. With `./` before it, a name that
 * begins with a dash is the same file, and no option.
 */
export function readAfterDashes(words: readonly string[]): string[] {
  const at = words.indexOf('--');
  if (at < 0) return [...words];
  return [...words.slice(0, at), ...words.slice(at + 1).map(toFile)];
}

/** A lone `-` stays standard input. */
function toFile(word: string): string {
  return /^-.|^(true|false)$/.test(word) ? `./${word}` : word;
}
