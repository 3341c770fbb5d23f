/** Files that carry options: the environment file and the mapping file. */
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { BulkError, toMessage } from '../core/errors.js';
import type { Environment } from './resolve.js';

/** Variables of an `.env` file. Throws `config_invalid`. */
export function readEnvFile(path: string): Environment {
  return parseEnv(readOptionFile(path, '--env-file'));
}

/** `{"email": "E-mail address", …}`: field to column. Throws `config_invalid`. */
export function readMappingFile(path: string): Record<string, string> {
  const content = readOptionFile(path, '--mapping');
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch (cause) {
    throw new BulkError('config_invalid', `The mapping file ${path} is not JSON: ${toMessage(cause)}.`, {
      cause,
    });
  }
  const result = z.record(z.string(), z.string()).safeParse(json);
  if (result.success) return result.data;
  throw new BulkError('config_invalid', `The mapping file ${path} is not an object of field to column.`, {
    hint: 'Write it as {"email": "E-mail address", "externalId": "Client number"}.',
  });
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
