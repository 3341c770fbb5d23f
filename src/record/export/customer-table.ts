/**
 * Customers as a table that an import reads as it is: its fields by their names, and all else under names that begin with
 * `bulk_`, which an import leaves alone.
 */
import {
  ADDRESS_FIELDS,
  TEXT_FIELDS,
  type JsonValue,
  type MetaData,
  type WholeCustomer,
} from '../../core/customer.js';
import { MetaKeys, toJsonCell, toMetaCells, type ImportChecks, type MetaCells } from './meta-cells.js';

/** A customer with its listed addresses. */
export interface ExportedCustomer {
  readonly customer: WholeCustomer;
  /** Its addresses as the vendor has them; absent where they were not asked for. */
  readonly addresses?: readonly ExportedAddress[];
}

export interface ExportedAddress {
  readonly uid: string;
  readonly address: string;
}

export const FIELD_COLUMNS: readonly string[] = [
  'uid',
  'externalId',
  ...TEXT_FIELDS,
  ...ADDRESS_FIELDS.map((field) => `address.${field}`),
];

const TIME_COLUMNS = ['bulk_created_at', 'bulk_updated_at', 'bulk_deleted_at'] as const;
const ADDRESS_COLUMNS = ['bulk_addresses', 'bulk_address_uids'] as const;
const REFUSED_COLUMN = 'bulk_meta_data';
const POSTAL_PREFIX = 'bulk_address.';

/** Fields beyond the known ones that get a column. */
const MAX_MORE = 200;

/** Looks through all customers for the columns that they need; what it keeps is bounded. */
export class CustomerColumns {
  readonly #checks: ImportChecks;
  readonly #metaKeys: MetaKeys;
  readonly #more = new Set<string>();
  readonly #postal = new Set<string>();
  #hasAddresses = false;

  constructor(checks: ImportChecks) {
    this.#checks = checks;
    this.#metaKeys = new MetaKeys(checks);
  }

  add({ customer, addresses }: ExportedCustomer): void {
    this.#metaKeys.add(customer.metaData ?? {});
    note(this.#more, Object.keys(customer.more));
    note(this.#postal, Object.keys(toOtherPostal(customer)));
    if (addresses !== undefined) this.#hasAddresses = true;
  }

  toTable(fields: readonly string[] | undefined): CustomerTable {
    const keys = this.#metaKeys.toColumns();
    const all = [
      ...FIELD_COLUMNS,
      ...keys.map((key) => `metaData.${key}`),
      'metaData',
      ...TIME_COLUMNS,
      ...[...this.#more].map(toBulkName),
      ...[...this.#postal].map((name) => POSTAL_PREFIX + name),
      ...(this.#hasAddresses ? ADDRESS_COLUMNS : []),
      REFUSED_COLUMN,
    ];
    const columns = fields === undefined ? [...new Set(all)] : choose(all, fields);
    return new CustomerTable(columns, keys, this.#checks);
  }
}

/**
 * The columns that were asked for, in that order; `metaData` stands for all of its columns. A column `bulk_uid` is added
 * where no other of ours is there: by those a reader knows that cells were made safe for spreadsheets.
 */
function choose(all: readonly string[], fields: readonly string[]): string[] {
  const isMeta = (name: string): boolean => name === 'metaData' || name.startsWith('metaData.');
  const chosen = fields.flatMap((field) =>
    field === 'metaData' ? all.filter((name) => isMeta(name) || name === REFUSED_COLUMN) : [field],
  );
  const names = [...new Set(chosen)];
  return names.some((name) => name.startsWith('bulk_')) ? names : [...names, 'bulk_uid'];
}

export class CustomerTable {
  readonly columns: readonly string[];
  readonly #keys: ReadonlySet<string>;
  readonly #checks: ImportChecks;

  constructor(columns: readonly string[], keys: readonly string[], checks: ImportChecks) {
    this.columns = columns;
    // A key whose column was not asked for goes where the others without a column go.
    this.#keys = new Set(keys.filter((key) => columns.includes(`metaData.${key}`)));
    this.#checks = checks;
  }

  toCells(exported: ExportedCustomer): string[] {
    const { customer } = exported;
    const meta = toMetaCells(customer.metaData, this.#keys, this.#checks);
    const cells = toNamedCells(exported, meta);
    return this.columns.map((column) =>
      column.startsWith('metaData.')
        ? (meta.cells.get(column.slice('metaData.'.length)) ?? '')
        : (cells.get(column) ?? ''),
    );
  }
}

function toNamedCells({ customer, addresses = [] }: ExportedCustomer, meta: MetaCells): Map<string, string> {
  const { uid, externalId, createdAt, updatedAt, deletedAt, address, more } = customer;
  return new Map([
    ...Object.entries(more).map(([name, value]) => [toBulkName(name), toText(value)] as const),
    ...Object.entries(toOtherPostal(customer)).map(
      ([name, value]) => [POSTAL_PREFIX + name, toText(value)] as const,
    ),
    ['uid', uid],
    ['bulk_uid', uid],
    ['externalId', externalId ?? ''],
    ...TEXT_FIELDS.map((field) => [field, customer[field] ?? ''] as const),
    ...ADDRESS_FIELDS.map((field) => {
      const value = address?.[field];
      return [`address.${field}`, isText(value) ? String(value) : ''] as const;
    }),
    ['metaData', meta.json],
    [REFUSED_COLUMN, meta.refused],
    ['bulk_created_at', createdAt ?? ''],
    ['bulk_updated_at', updatedAt ?? ''],
    ['bulk_deleted_at', deletedAt ?? ''],
    ['bulk_addresses', addresses.map((one) => one.address).join(';')],
    ['bulk_address_uids', addresses.map((one) => one.uid).join(';')],
  ]);
}

/** Parts of the postal address other than the five texts. */
function toOtherPostal({ address }: WholeCustomer): MetaData {
  const isField = (name: string, value: JsonValue): boolean =>
    (ADDRESS_FIELDS as readonly string[]).includes(name) && (isText(value) || value === null);
  return Object.fromEntries(Object.entries(address ?? {}).filter(([name, value]) => !isField(name, value)));
}

/** A zipcode may be a number. */
function isText(value: JsonValue | undefined): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

/** `organizationId` as `bulk_organization_id`. */
export function toBulkName(name: string): string {
  return `bulk_${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
}

/** Text as it is, nothing for null, else JSON. */
export function toText(value: JsonValue): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : toJsonCell(value);
}

function note(known: Set<string>, names: readonly string[]): void {
  for (const name of names) if (known.size < MAX_MORE) known.add(name);
}
