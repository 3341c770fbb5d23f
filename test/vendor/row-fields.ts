import type { Customer, SandboxSnapshot } from '../../src/sandbox/index.js';
import type { ResultLine } from '../support/run-import.js';

const PLAIN = ['externalId', 'name', 'email', 'phone', 'description'] as const;

/** Fields of a row, by the names of the columns, that the customer on the server does not have as the row says; sorted. */
export function toDifferingFields(row: ResultLine, customer: Customer): string[] {
  const filled = Object.entries(row).filter(([column, text]) => text !== '' && !column.startsWith('bulk_'));
  return filled
    .filter(
      ([column, text]) => isField(column) && !mayKeepOther(column, row) && !isSame(column, text, customer),
    )
    .map(([column]) => column)
    .sort();
}

function isField(column: string): boolean {
  return PLAIN.some((name) => name === column) || /^(address|metaData)\./.test(column);
}

/** The externalId of a customer who was there can't be changed. */
function mayKeepOther(column: string, row: ResultLine): boolean {
  return (
    column === 'externalId' && row['bulk_status'] !== 'created' && row['bulk_matched_by'] !== 'externalId'
  );
}

function isSame(column: string, text: string, customer: Customer): boolean {
  const kept = toKept(column, customer);
  if (column === 'address.zipcode' && typeof kept === 'number') return Number(text) === kept;
  return kept === text;
}

function toKept(column: string, customer: Customer): unknown {
  const [group, key = ''] = column.split('.');
  if (group === 'address' || group === 'metaData') return customer[group]?.[key];
  const plain = PLAIN.find((name) => name === column);
  return plain === undefined ? undefined : customer[plain];
}

/** Customers that are not deleted. */
export function listLive({ customers }: SandboxSnapshot): Customer[] {
  return customers.filter(({ deletedAt }) => deletedAt === null);
}

/** The fields named in `bulk_not_kept`, in order. */
export function toNotKept(row: ResultLine): string[] {
  return splitList(row['bulk_not_kept']).sort();
}

/** The codes in `bulk_warnings`. */
export function toWarnings(row: ResultLine): string[] {
  return splitList(row['bulk_warnings']);
}

function splitList(text: string | undefined): string[] {
  return (text ?? '').split(';').filter((part) => part !== '');
}
