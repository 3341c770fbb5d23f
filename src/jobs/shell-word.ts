/** A word as a shell takes it literally. */
export function toShellWord(text: string): string {
  return /^[\w./:,-]+$/.test(text) ? text : `'${text.replaceAll(`'`, `'\\''`)}'`;
}
