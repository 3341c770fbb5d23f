/** Files that carry options: the mapping file and the rules file. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { BulkError, toMessage } from '../core/errors.js';
import { rulesSchema, type Rules } from '../core/rules.js';

/** `{"email": "E-mail address", …}`: field to column. Throws `config_invalid`. */
export function readMappingFile(path: string): Record<string, string> {
  const json = parseJson(readOptionFile(path, '--mapping'), `The mapping file ${path}`);
  const result = z.record(z.string(), z.string()).safeParse(json);
  if (result.success) return result.data;
  throw new BulkError('config_invalid', `The mapping file ${path} is not an object of field to column.`, {
    hint: 'Write it as {"email": "E-mail address", "externalId": "Client number"}.',
  });
}

/** `{"rules": [{"column": "email", "required": true}, …]}`. Throws `config_invalid`, which says where in the file. */
export function readRulesFile(path: string): Rules {
  const json = parseJson(readOptionFile(path, '--rules'), `The rules file ${path}`);
  const result = rulesSchema.safeParse(json);
  if (result.success) return result.data;
  const wrong = result.error.issues.map(({ path: at, message }) => `${toPlace(at)}: expected ${message}`);
  throw new BulkError('config_invalid', `The rules file ${path} is not right: ${wrong.join('; ')}.`, {
    hint: 'See docs/guides/custom-rules.md.',
  });
}

/** `rules[2].pattern`, or that it is the whole. */
function toPlace(path: readonly PropertyKey[]): string {
  const place = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return place === '' ? 'the whole' : place.replace(/^\./, '');
}

function parseJson(content: string, what: string): unknown {
  try {
    return JSON.parse(content);
  } catch (cause) {
    throw new BulkError('config_invalid', `${what} is not JSON: ${toMessage(cause)}.`, { cause });
  }
}

function readOptionFile(path: string, option: string): string {
  try {
    // Some editors put a byte order mark before it.
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    throw new BulkError(
      'config_invalid',
      `The file ${path} of ${option} can not be read: ${toMessage(cause)}.`,
      {
        cause,
      },
    );
  }
}
