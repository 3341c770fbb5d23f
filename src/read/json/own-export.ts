/** What `export` wrote as NDJSON: a customer in each record, with everything that the API says of it. */
import { ADDRESS_FIELDS } from '../../core/customer.js';
import { isContainer, type JsonNode, type JsonTree } from './tree.js';

/** What `export` writes first, in this order. */
const FIRST_KEYS =
  'uid,externalId,name,email,phone,description,address,metaData,createdAt,updatedAt,deletedAt';

/** What an import reads of it. */
const FIELDS = new Set(FIRST_KEYS.split(',').slice(0, 8));

/** The place for metaData that an import would refuse; an export to a table has the same column. */
export const REFUSED_COLUMN = 'bulk_meta_data';

export function isOwnExport(record: JsonTree): boolean {
  return [...record.keys()].join(',').startsWith(FIRST_KEYS);
}

/** The record with the names that a table of `export` has: what no import reads begins with `bulk_`. */
export function toImportable(record: JsonTree): JsonTree {
  const named: JsonTree = new Map();
  for (const [key, value] of record) {
    if (!FIELDS.has(key)) named.set(toBulkName(key), value);
    else if (key === 'address' && value instanceof Map) addAddress(named, value);
    else if (key === 'metaData') named.set(key, value).set(REFUSED_COLUMN, null);
    else named.set(key, value);
  }
  return named;
}

function addAddress(named: JsonTree, address: JsonTree): void {
  const parts = [...address].map(([part, value]) => [isField(part, value), part, value] as const);
  const of = (wanted: boolean): JsonTree =>
    new Map(parts.filter(([is]) => is === wanted).map(([, part, value]) => [part, value]));
  named.set('address', of(true));
  named.set('bulk_address', of(false));
}

function isField(part: string, value: JsonNode): boolean {
  return (
    (ADDRESS_FIELDS as readonly string[]).includes(part) && !isContainer(value) && typeof value !== 'boolean'
  );
}

/** `organizationId` as `bulk_organization_id`. */
function toBulkName(name: string): string {
  return `bulk_${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
}
