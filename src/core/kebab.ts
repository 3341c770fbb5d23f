/** `unknownColumns` → `unknown-columns`: the name of an option as it is typed. */
export function toKebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
