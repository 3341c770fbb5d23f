/** What is wrong in a file of JSON, each with its place. */
import type { z } from 'zod';

/** `rules[2].pattern: expected a text` for each fault. */
export function listWrong({ issues }: z.ZodError): readonly string[] {
  return issues.flatMap(toMeant).map(({ path, message }) => `${toPlace(path)}: expected ${message}`);
}

/** The faults of the form that was meant, where a value may have several forms. */
export function toMeant(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const meant = issue.errors.filter((faults) => !faults.some(isOtherForm));
  const [first] = meant.filter((faults) => !faults.some(isStrange)).concat(meant);
  if (first === undefined) return [issue];
  return first.flatMap(toMeant).map((fault) => ({ ...fault, path: [...issue.path, ...fault.path] }));
}

const isOtherForm = ({ path, code }: z.core.$ZodIssue): boolean =>
  path.length === 0 && (code === 'invalid_type' || code === 'invalid_value');

const isStrange = ({ path, code }: z.core.$ZodIssue): boolean =>
  path.length === 0 && code === 'unrecognized_keys';

/** `rules[2].pattern`, or that it is the whole. */
export function toPlace(path: readonly PropertyKey[]): string {
  const place = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return place === '' ? 'the whole' : place.replace(/^\./, '');
}
