/** `--map`, `--set` and `--where` as parts of a mapping file. */
import { FORBIDDEN_KEYS } from '../core/customer.js';
import { BulkError } from '../core/errors.js';
import type { FieldRecipe, MappingFile, ValueRecipe } from '../core/mapping-file.js';
import type { Where, WhereCondition } from '../core/where.js';

/** What an option takes before its `=`, which it may name once. */
interface Flag {
  readonly option: string;
  readonly form: string;
}

const MAP: Flag = { option: '--map', form: 'FIELD=COLUMN' };
const SET: Flag = { option: '--set', form: 'FIELD=VALUE' };
const WHERE: Flag = { option: '--where', form: 'COLUMN=VALUE or COLUMN!=VALUE' };

/** Keys of a mapping file that are no fields. */
const NO_FIELDS: ReadonlySet<string> = new Set(['$schema', 'where', 'ignore']);

/** `['email=E-mail', …]` of `--map` as field to column. Throws `config_invalid`. */
export function parseMapFlags(flags: readonly string[]): Record<string, FieldRecipe> {
  const entries = listAssignments(flags, MAP).map(([field, column]): [string, FieldRecipe] => [
    field,
    field === 'defaultCountry' ? { column } : column,
  ]);
  return Object.fromEntries(entries);
}

/** `['metaData.source=legacy', …]` of `--set` as field to constant. Throws `config_invalid`. */
export function parseSetFlags(flags: readonly string[]): Record<string, ValueRecipe> {
  return Object.fromEntries(listAssignments(flags, SET).map(([field, constant]) => [field, { constant }]));
}

function listAssignments(flags: readonly string[], { option, form }: Flag): [string, string][] {
  const found = new Map<string, string>();
  for (const flag of flags) {
    const at = flag.indexOf('=');
    if (at <= 0 || at === flag.length - 1) {
      throw new BulkError('config_invalid', `Expected \`${option}\` to be ${form}, got \`${flag}\`.`);
    }
    const field = flag.slice(0, at).trim();
    if (field === '' || FORBIDDEN_KEYS.has(field) || NO_FIELDS.has(field)) {
      throw new BulkError('config_invalid', `Expected \`${option}\` to name a field, got \`${flag}\`.`);
    }
    if (found.has(field)) {
      throw new BulkError('config_invalid', `The field ${field} is named by two ${option} options.`);
    }
    found.set(field, flag.slice(at + 1));
  }
  return [...found];
}

/**
 * `['active=1', 'type!=test', 'deleted=']` of `--where`: a value that a column must have, or must not have; without one, that it
 * must be empty. Throws `config_invalid`.
 */
export function parseWhereFlags(flags: readonly string[]): Where {
  const where = new Map<string, { readonly value: string; readonly isNot: boolean }>();
  for (const flag of flags) {
    const [, column = '', not = '', value = ''] = /^([^=]*?)(!?)=(.*)$/s.exec(flag) ?? [];
    if (column.trim() === '' || FORBIDDEN_KEYS.has(column)) {
      const { option, form } = WHERE;
      throw new BulkError('config_invalid', `Expected \`${option}\` to be ${form}, got \`${flag}\`.`);
    }
    if (where.has(column)) {
      throw new BulkError('config_invalid', `The column ${column} is named by two --where options.`, {
        hint: `In the mapping file, list several values: {"where": {${JSON.stringify(column)}: ["…", "…"]}}.`,
      });
    }
    where.set(column, { value: value.trim(), isNot: not === '!' });
  }
  return Object.fromEntries([...where].map(([column, test]) => [column, toCondition(test)]));
}

function toCondition({ value, isNot }: { readonly value: string; readonly isNot: boolean }): WhereCondition {
  if (value === '') return { empty: !isNot };
  return isNot ? { not: value } : value;
}

/** One mapping of several; a later one overrides an earlier one by field and by column of `where`. */
export function mergeMappings(...mappings: readonly MappingFile[]): MappingFile {
  const where = Object.assign({}, ...mappings.map((mapping) => mapping.where ?? {})) as Where;
  const merged = Object.assign({}, ...mappings) as MappingFile;
  const entries = Object.entries(merged).filter(([key]) => key !== 'where');
  return Object.fromEntries(Object.keys(where).length === 0 ? entries : [...entries, ['where', where]]);
}
