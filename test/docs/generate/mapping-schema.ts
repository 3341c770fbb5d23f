/** The JSON Schema of the mapping file, from what the program reads, with the names of all fields for editors. */
import { z } from 'zod';
import { mappingFileSchema } from '../../../src/core/mapping-file.js';
import { PLAIN_FIELDS } from '../../../src/core/types.js';

interface ObjectSchema {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly additionalProperties: unknown;
}

export function toMappingSchema(): string {
  const { properties, additionalProperties, ...rest } = z.toJSONSchema(mappingFileSchema, {
    io: 'input',
  }) as unknown as ObjectSchema;
  const names = [...PLAIN_FIELDS, 'firstName', 'lastName'];
  const fields = Object.fromEntries(names.map((name) => [name, additionalProperties]));
  const schema = {
    ...rest,
    title: 'The mapping file of bitpowr-bulk',
    properties: { ...properties, ...fields },
    additionalProperties,
  };
  return JSON.stringify(schema, undefined, 2);
}
