/** The JSON Schemas of the configuration file and of the rules file, from what the program reads. */
import { z } from 'zod';
import { configFileSchema } from '../../../src/config/file/schema.js';
import { rulesSchema } from '../../../src/core/rules.js';

export const toConfigSchema = (): string =>
  toText('The configuration file of bitpowr-bulk', configFileSchema);

export const toRulesSchema = (): string => toText('The rules file of bitpowr-bulk', rulesSchema);

function toText(title: string, schema: z.ZodType): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', reused: 'ref' });
  return JSON.stringify({ $schema, title, ...rest }, undefined, 2);
}
