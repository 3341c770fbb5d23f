/** Files that carry options: the mapping file and the rules file. */
import { BulkError, toMessage } from '../core/errors.js';
import { mappingFileSchema, type MappingFile } from '../core/mapping-file.js';
import { rulesSchema, type Rules } from '../core/rules.js';
import { readSmallText } from '../core/small-file.js';
import { listWrong } from './wrong-places.js';

/** `{"email": "E-mail address", …}`: what each field is made of. Throws `config_invalid`, which says where in the file. */
export function readMappingFile(path: string): MappingFile {
  const json = parseJson(readOptionFile(path, '--mapping'), `The mapping file ${path}`);
  const result = mappingFileSchema.safeParse(json);
  if (result.success) return result.data;
  const wrong = listWrong(result.error).join('; ');
  throw new BulkError('config_invalid', `The mapping file ${path} is not right: ${wrong}.`, {
    hint: 'Write it as {"email": "E-mail address", "externalId": "Client number"}. See docs/reference/mapping-file.md.',
  });
}

/** `{"rules": [{"column": "email", "required": true}, …]}`. Throws `config_invalid`, which says where in the file. */
export function readRulesFile(path: string): Rules {
  const json = parseJson(readOptionFile(path, '--rules'), `The rules file ${path}`);
  const result = rulesSchema.safeParse(json);
  // A run remembers its rules, and not what helps an editor.
  if (result.success) return { rules: result.data.rules };
  const wrong = listWrong(result.error).join('; ');
  throw new BulkError('config_invalid', `The rules file ${path} is not right: ${wrong}.`, {
    hint: 'See docs/guides/custom-rules.md.',
  });
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
    return readSmallText(path);
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
