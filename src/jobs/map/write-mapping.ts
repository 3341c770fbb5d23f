/** The proposed mapping as a file. */
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BulkError, toSystemCode } from '../../core/errors.js';
import type { MappingFile } from '../../core/mapping-file.js';
import { assertWritable, toWriteError } from '../../record/table/write-error.js';

export interface WriteOptions {
  /** Whether a file that is there is overwritten. */
  readonly force: boolean;
}

/** Before a source is read. Throws `config_invalid` for a file that is there, `output_unwritable`. */
export function assertMappingWritable(path: string, { force }: WriteOptions): void {
  assertWritable(path);
  if (!force && existsSync(path)) throw toExists(path);
}

/** Throws likewise. */
export function writeMapping(path: string, mapping: MappingFile, { force }: WriteOptions): void {
  try {
    writeFileSync(path, toMappingText(mapping, path), { flag: force ? 'w' : 'wx' });
  } catch (error) {
    throw toSystemCode(error) === 'EEXIST' ? toExists(path) : toWriteError(path, error);
  }
}

function toExists(path: string): BulkError {
  return new BulkError('config_invalid', `The file ${path} of --output is there already.`, {
    hint: 'Name another one with --output FILE, or pass --force to overwrite it.',
  });
}

const SCHEMA = fileURLToPath(new URL('../../../docs/reference/mapping.schema.json', import.meta.url));

/** `path`: where it will be, so that editors find the schema, if it is in a folder below. */
export function toMappingText(mapping: MappingFile, path?: string): string {
  const schema = path === undefined ? undefined : findSchema(path);
  const content = schema === undefined ? mapping : { $schema: schema, ...mapping };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

function findSchema(path: string): string | undefined {
  const from = relative(dirname(resolve(path)), SCHEMA).replaceAll('\\', '/');
  if (from.startsWith('..') || isAbsolute(from) || !existsSync(SCHEMA)) return undefined;
  return `./${from}`;
}
