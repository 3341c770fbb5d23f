/** `unknownColumns` → `unknown-columns`: the name of an option as it is typed. */
export function toKebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `--unknown-columns` → `unknownColumns`: the name of an option in the code. */
export function toCamel(option: string): string {
  return option.replace(/^--/, '').replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
