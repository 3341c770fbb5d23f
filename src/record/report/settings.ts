import type { Fact } from './sections/facts.js';

/** Where the files go is told elsewhere. */
const LEFT_OUT: ReadonlySet<string> = new Set(['reportsDir', 'runId']);

/** The options of a run by the name of their flag. There is no secret among options: credentials come from the environment. */
export function toSettings(options: Readonly<Record<string, unknown>>): Fact[] {
  return Object.entries(options)
    .filter(([name, value]) => value !== undefined && !LEFT_OUT.has(name))
    .map(([name, value]) => ({ name: toFlag(name), value: toText(value) }))
    .filter(({ value }) => value !== '');
}

function toFlag(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function toText(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  if ('amount' in value && 'isPercent' in value)
    return `${String(value.amount)}${value.isPercent === true ? '%' : ''}`;
  return Object.entries(value)
    .map(([key, inner]) => `${key}=${String(inner)}`)
    .join(', ');
}
