/** What the vendor documents, as it is in `bitpowr.openapi.json`: the reference, and what the guide adds (`x-from: "G"`). */
import { readFileSync } from 'node:fs';

export type Schema = Readonly<Record<string, unknown>>;

interface Content {
  readonly content: { readonly 'application/json': { readonly schema: Schema } };
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required?: boolean;
  readonly schema: Schema;
}

export interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  /** By status. */
  readonly responses: Readonly<Record<string, Content>>;
}

export interface Facts {
  readonly servers: readonly { readonly url: string }[];
  /** By path template such as `/customers/{customerId}`, then by method in lower case. */
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

export function readFacts(): Facts {
  return JSON.parse(readFileSync(new URL('bitpowr.openapi.json', import.meta.url), 'utf8')) as Facts;
}
