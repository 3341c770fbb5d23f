import { toKebab } from '../../core/kebab.js';
import { isRowQuota, toQuotaText } from '../../core/row-quota.js';
import type { Rules } from '../../core/rules.js';
import type { Fact } from './sections/facts.js';

/** The place of the files is shown elsewhere. */
const LEFT_OUT: ReadonlySet<string> = new Set(['reportsDir', 'runId']);

/** The options of a run by the name of their flag. There is no secret among options: credentials come from the environment. */
export function toSettings(options: Readonly<Record<string, unknown>>): Fact[] {
  return Object.entries(options)
    .filter(([name, value]) => value !== undefined && !LEFT_OUT.has(name))
    .map(([name, value]) => ({ name: `--${toKebab(name)}`, value: toText(value) }))
    .filter(({ value }) => value !== '');
}

function toText(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  if (isRowQuota(value)) return toQuotaText(value);
  if ('rules' in value && Array.isArray(value.rules)) return toRuledColumns(value.rules as Rules['rules']);
  return Object.entries(value)
    .map(([key, inner]) => `${key}=${typeof inner === 'object' ? JSON.stringify(inner) : String(inner)}`)
    .join(', ');
}

/** The rules are in their file; their columns are enough to recognise it. */
function toRuledColumns(rules: Rules['rules']): string {
  return `for ${[...new Set(rules.map(({ column }) => column))].join(', ')}`;
}
