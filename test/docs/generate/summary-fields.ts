import { z } from 'zod';
import { toCode, toTable, toText } from './markdown.js';
import { notificationSchema } from '../../../src/notify/schema.js';
import { reconcileSchema, summarySchema } from './summary-schema.js';

/** What is read here of a JSON Schema. */
interface Node {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
}

const toJsonSchema = (schema: z.ZodType): Node => z.toJSONSchema(schema, { io: 'input' }) as Node;

/** Each field that is described, with its path, such as `issues[].code`. */
function toFields(node: Node, path: string): [path: string, description: string][] {
  if (node.description !== undefined && path !== '') return [[path, node.description]];
  if (node.items !== undefined) return toFields(node.items, `${path}[]`);
  const properties =
    node.properties ?? node.anyOf?.find((inner) => inner.properties !== undefined)?.properties;
  if (properties === undefined) throw new Error(`The field ${path} has no description.`);
  return Object.entries(properties).flatMap(([name, inner]) =>
    toFields(inner, path === '' ? name : `${path}.${name}`),
  );
}

const toFieldTable = (fields: readonly (readonly [string, string])[]): string =>
  toTable(
    ['field', 'has'],
    fields.map(([path, description]) => [toCode(path), toText(description)]),
  );

export const toSummaryFields = (): string => toFieldTable(toFields(toJsonSchema(summarySchema), ''));

export const toReconcileFields = (): string =>
  toFieldTable(
    toFields(toJsonSchema(reconcileSchema), '').map(([path, has]) => [`reconcile.${path}`, has] as const),
  );

const toSchemaText = (schema: z.ZodType): string =>
  JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), undefined, 2);

/** The text of summary.schema.json. */
export const toSummarySchema = (): string => toSchemaText(summarySchema);

export const toNotificationFields = (): string =>
  toFieldTable(toFields(toJsonSchema(notificationSchema), ''));

/** The text of notification.schema.json. */
export const toNotificationSchema = (): string => toSchemaText(notificationSchema);
