import { FORBIDDEN_KEYS } from '../core/customer.js';
import { BulkError } from '../core/errors.js';

/** `['email=E-mail', …]` of `--map` as field to column. Throws `config_invalid`. */
export function parseMapFlags(flags: readonly string[]): Record<string, string> {
  const map: Record<string, string> = {};
  for (const flag of flags) {
    const at = flag.indexOf('=');
    if (at <= 0 || at === flag.length - 1) {
      throw new BulkError('config_invalid', `Expected \`--map\` to be FIELD=COLUMN, got \`${flag}\`.`);
    }
    const field = flag.slice(0, at).trim();
    if (field === '' || FORBIDDEN_KEYS.has(field)) {
      throw new BulkError('config_invalid', `Expected \`--map\` to name a field, got \`${flag}\`.`);
    }
    if (Object.hasOwn(map, field)) {
      throw new BulkError('config_invalid', `The field ${field} is named by two --map options.`);
    }
    map[field] = flag.slice(at + 1);
  }
  return map;
}
