import { fileURLToPath } from 'node:url';

/** The JSON Schema of the mapping file in this package. */
export const SCHEMA_PATH = fileURLToPath(
  new URL('../../docs/reference/mapping.schema.json', import.meta.url),
);
