/** The proposed mapping as a file. */
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { BulkError, toSystemCode } from '../../core/errors.js';
import type { MappingFile } from '../../core/mapping-file.js';
import { assertWritable, toWriteError } from '../../record/table/write-error.js';

export interface WriteOptions {
  /** Whether a file that is there is overwritten. */
  readonly force: boolean;
  /** Path of the JSON Schema of the file; it is named for editors if it is in a folder below. */
  readonly schema?: string;
}

/** Before a source is read. Throws `config_invalid` for a file that is there, `output_unwritable`. */
export function assertMappingWritable(path: string, { force }: WriteOptions): void {
  assertWritable(path);
  if (!force && existsSync(path)) throw toExists(path);
}

/** Throws likewise. */
export function writeMapping(path: string, mapping: MappingFile, { force, schema }: WriteOptions): void {
  try {
    writeFileSync(path, toMappingText(mapping, findSchema(path, schema)), { flag: force ? 'w' : 'wx' });
  } catch (error) {
    throw toSystemCode(error) === 'EEXIST' ? toExists(path) : toWriteError(path, error);
  }
}

function toExists(path: string): BulkError {
  return new BulkError('config_invalid', `The file ${path} of --output is there already.`, {
    hint: 'Name another one with --output FILE, or pass --force to overwrite it.',
  });
}

/** `schema`: where editors find it. */
export function toMappingText(mapping: MappingFile, schema?: string): string {
  const content = schema === undefined ? mapping : { $schema: schema, ...mapping };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

function findSchema(path: string, schema: string | undefined): string | undefined {
  if (schema === undefined || !existsSync(schema)) return undefined;
  const from = relative(dirname(resolve(path)), schema).replaceAll('\\', '/');
  return from.startsWith('..') || isAbsolute(from) ? undefined : `./${from}`;
}
