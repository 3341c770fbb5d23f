/**
 * What must be true of the files of a run, no matter what the server said: compared with the server's own record. Knows nothing of
 * the program. Rows are identified by a marker (`zq3`) in name, externalId and email.
 */
import { parse } from 'csv-parse/sync';
import type { Address, Customer, SandboxSnapshot } from '../../src/sandbox/index.js';
import type { Fields, ResultLine } from '../support/run-import.js';

export interface RunFile {
  readonly name: string;
  readonly text: string;
}

export interface Evidence {
  readonly rows: readonly Fields[];
  /** All of the run's folder that can be read as text, results.csv among them. */
  readonly files: readonly RunFile[];
  readonly before: SandboxSnapshot;
  readonly after: SandboxSnapshot;
  /** Fields that the server may or may not keep. */
  readonly unsaid: readonly string[];
  /** The code that stopped the run as a whole. */
  readonly stopped: string | null;
}

export interface Judgement {
  /** What is untrue. */
  readonly faults: readonly string[];
  /** Second addresses that were made because the first was hidden, in rows that say that something is wrong. */
  readonly hiddenTwins: readonly string[];
}

/** Codes that say that an address may be there twice, or is not to be used. */
const TWIN_CODES: ReadonlySet<string> = new Set([
  'address_twice',
  'address_invalid',
  'address_owner_unknown',
  'still_in_doubt',
]);

/** Columns that explain in words; they may name the uid that was refused. */
const MESSAGES: ReadonlySet<string> = new Set(['bulk_error']);

export const toMarkerOf = (text: string): string => /zq\d+/i.exec(text)?.[0].toLowerCase() ?? '';

/** Everything untrue of an import. */
export function judge(evidence: Evidence): Judgement {
  const lines = readCsv(evidence.files, 'results.csv');
  const faults = [
    ...checkOthers(evidence),
    ...checkFiles(evidence, lines),
    ...checkUnique(lines),
    ...(evidence.stopped === 'budget_reached' ? ['the run has no end'] : []),
  ];
  if (lines.length !== evidence.rows.length && (lines.length > 0 || evidence.stopped === null))
    faults.push(`results.csv has ${lines.length} lines`);
  const hiddenTwins: string[] = [];
  for (const row of evidence.rows) {
    const marker = toMarkerOf(row['name'] ?? '');
    const line = lines.find((one) => toMarkerOf(one['name'] ?? '') === marker) ?? {};
    const told = `${marker} (${line['bulk_status'] ?? 'no line'} ${line['bulk_error_code'] ?? ''})`;
    faults.push(...checkRow(line, row, evidence).map((fault) => `${told}: ${fault}`));
    const addresses = ownAddresses(evidence.after, marker);
    if (addresses.length <= Math.max(1, ownAddresses(evidence.before, marker).length)) continue;
    const said = `${told}: ${addresses.length} addresses`;
    if (TWIN_CODES.has(line['bulk_error_code'] ?? '')) hiddenTwins.push(said);
    else faults.push(said);
  }
  return { faults, hiddenTwins };
}

export function readCsv(files: readonly RunFile[], name: string): ResultLine[] {
  const text = files.find((file) => file.name === name)?.text;
  return text === undefined ? [] : parse(text, { columns: true, relax_column_count: true });
}

/** Customers of a row that were not deleted. */
export function ownCustomers({ customers }: SandboxSnapshot, marker: string): Customer[] {
  return customers.filter((one) => one.deletedAt === null && markersOf(one).includes(marker));
}

function markersOf({ name, externalId, email }: Customer): string[] {
  return [name, externalId, email ?? ''].map(toMarkerOf).filter((marker) => marker !== '');
}

function ownAddresses(snapshot: SandboxSnapshot, marker: string): Address[] {
  const uids = ownCustomers(snapshot, marker).map(({ uid }) => uid);
  return snapshot.addresses.filter(
    ({ customerId, asset, isChangeAddress }) =>
      uids.includes(customerId ?? '') && asset === 'BTC' && !isChangeAddress,
  );
}

/** No customer exists twice or is made of two, and customers in no row are unchanged. */
function checkOthers({ rows, before, after }: Evidence): string[] {
  const faults: string[] = [];
  for (const row of rows) {
    const marker = toMarkerOf(row['name'] ?? '');
    const own = ownCustomers(after, marker);
    if (own.length > 1) faults.push(`${own.length} customers ${marker}`);
    const subAccounts = after.subAccounts.filter(({ name }) => toMarkerOf(name) === marker);
    if (subAccounts.length > 1) faults.push(`${subAccounts.length} sub-accounts of ${marker}`);
  }
  for (const customer of after.customers) {
    const markers = [...new Set(markersOf(customer))];
    if (markers.length > 1) faults.push(`a customer was made of ${markers.join(' and ')}`);
  }
  for (const { label, customerId } of after.addresses) {
    const owner = after.customers.find(({ uid }) => uid === customerId);
    const marker = owner === undefined ? '' : (markersOf(owner)[0] ?? '');
    if (toMarkerOf(label ?? '') !== marker) {
      faults.push(`the address with the label ${label ?? ''} is that of ${marker || 'a stranger'}`);
    }
  }
  const strangers = ({ customers, addresses }: SandboxSnapshot): string => {
    const others = customers.filter((one) => markersOf(one).length === 0);
    const uids = others.map(({ uid }) => uid);
    return JSON.stringify([others, addresses.filter(({ customerId }) => uids.includes(customerId ?? ''))]);
  };
  if (strangers(before) !== strangers(after)) faults.push('somebody who is in no row was made or changed');
  return faults;
}

/** Whose each uid and each address is: a marker, or `a stranger`. */
function toOwners({ customers, addresses }: SandboxSnapshot): Map<string, string> {
  const owners = new Map<string, string>();
  for (const one of customers) owners.set(one.uid, markersOf(one)[0] ?? 'a stranger');
  for (const { uid, address, customerId } of addresses) {
    const owner = owners.get(customerId ?? '') ?? 'a stranger';
    owners.set(uid, owner);
    owners.set(address, owner);
  }
  return owners;
}

/** No cell of a row, and nothing in a page, has what is somebody else's. */
function checkFiles({ rows, files, after }: Evidence, lines: readonly ResultLine[]): string[] {
  const owners = toOwners(after);
  const faults: string[] = [];
  const said = lines.map((line) => line['bulk_error'] ?? '').join('\n');
  for (const { name, text } of files) {
    if (!name.endsWith('.csv')) {
      for (const [id, owner] of owners) {
        const isAllowed = owner !== 'a stranger' || (said.includes(id) && !isAddress(id));
        if (!isAllowed && text.includes(id)) faults.push(`${name} has ${id} of ${owner}`);
      }
      continue;
    }
    for (const line of readCsv(files, name)) {
      // In undo.csv the name is what the server said.
      const marker = toMarkerOf(
        rows[Number(line['bulk_row'] ?? line['row']) - 1]?.['name'] ?? line['name'] ?? '',
      );
      for (const [column, cell] of Object.entries(line)) {
        for (const [id, owner] of owners) {
          if (owner === marker || !cell.includes(id)) continue;
          if (MESSAGES.has(column) && !isAddress(id)) continue;
          faults.push(`${name} gives ${marker || 'a row'} in ${column} what is ${owner}: ${id}`);
        }
      }
    }
  }
  return faults;
}

function isAddress(id: string): boolean {
  return !id.includes('-');
}

function checkUnique(lines: readonly ResultLine[]): string[] {
  return ['bulk_uid', 'bulk_address', 'bulk_address_uid'].flatMap((column) => {
    const cells = lines.map((line) => line[column] ?? '').filter((cell) => cell !== '');
    return new Set(cells).size === cells.length ? [] : [`two rows have the same ${column}`];
  });
}

const SUCCESS: ReadonlySet<string> = new Set(['created', 'updated', 'unchanged', 'exists']);

function checkRow(line: ResultLine, row: Fields, { before, after, stopped, unsaid }: Evidence): string[] {
  const marker = toMarkerOf(row['name'] ?? '');
  const [customer] = ownCustomers(after, marker);
  const { bulk_status: status = '', bulk_uid: uid = '' } = line;
  const faults = checkAddress(line, customer, after);
  // checkFiles objects to a uid that another has. One that no customer has may be in a row that failed.
  const isNobodys = status === 'failed' && !after.customers.some((one) => one.uid === uid);
  if (uid !== '' && uid !== customer?.uid && !isNobodys) faults.push(`bulk_uid is not its own: ${uid}`);
  if (status === 'pending' && stopped === null) faults.push('it is pending, and the run ended');
  if (!SUCCESS.has(status)) return faults;
  if (customer === undefined) return [...faults, 'there is no such customer'];
  if (uid === '') faults.push('it is done, and has no uid');
  const wasThere = ownCustomers(before, marker).length > 0;
  // Who was made, and then found, may be said to be unchanged.
  if (wasThere && status === 'created') faults.push('it was there before');
  const notKept = [...(line['bulk_not_kept'] ?? '').split(';'), ...unsaid];
  const differing = (['name', 'email', 'phone', 'description'] as const).filter(
    (field) => (row[field] ?? '') !== '' && row[field] !== customer[field] && !notKept.includes(field),
  );
  if (differing.length > 0) faults.push(`its ${differing.join(', ')} differ at the server`);
  if (!['created', 'existing'].includes(line['bulk_address_status'] ?? '')) faults.push('it has no address');
  return faults;
}

function checkAddress(line: ResultLine, customer: Customer | undefined, after: SandboxSnapshot): string[] {
  const { bulk_address_status: status = '', bulk_address: text = '', bulk_address_uid: uid = '' } = line;
  if (status !== 'created' && status !== 'existing') {
    return text === '' && uid === '' ? [] : ['an address is named that is said not to be there'];
  }
  const found = after.addresses.find((one) => one.uid === uid);
  if (found === undefined) return [`no address has the bulk_address_uid ${uid}`];
  return [
    ...(found.address === text ? [] : [`bulk_address is not that of its uid: ${text}`]),
    ...(found.customerId === customer?.uid ? [] : ['its address is not that of its customer']),
    ...(found.asset === 'BTC' && found.network === 'TESTNET' ? [] : ['its address is of another kind']),
  ];
}
