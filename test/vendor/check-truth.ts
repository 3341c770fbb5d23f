/**
 * Holds the results of a run against the server's own record. Independent of the program: written from the contract, and
 * every row is recognised by the marker that ends its customer's name, even if the server dropped everything else.
 */
import type { Address, Customer, SandboxSnapshot } from '../../src/sandbox/index.js';
import type { Fields, ResultLine } from '../support/run-import.js';
import { isExplained, toKey, type Circumstances } from './expected-codes.js';
import { compareRow, compareTexts, FIELDS, isNamed, OTHER_FIELDS, toText } from './field-truth.js';
import { isValid } from './random-scenario.js';

/** A run from its first session to its last. */
export interface RunTruth {
  readonly rows: readonly Fields[];
  readonly lines: readonly ResultLine[];
  readonly counts: Readonly<Record<string, number>>;
  readonly addressCounts: Readonly<Record<string, number>>;
  /** Before its first session, and after its last. */
  readonly before: SandboxSnapshot;
  readonly after: SandboxSnapshot;
  /** Why it stopped before its end. */
  readonly stopped: string | null;
  readonly mode: 'upsert' | 'create' | 'update';
  readonly isDryRun: boolean;
  readonly provisionAddress: boolean;
  readonly circumstances: Circumstances;
}

/** A row with all that is known of it. */
interface Case {
  readonly run: RunTruth;
  readonly row: Fields;
  readonly line: ResultLine;
  readonly status: string;
  readonly code: string;
  readonly uid: string;
  readonly notKept: string;
  /** The live customers with the row's marker. */
  readonly before: readonly Customer[];
  readonly after: readonly Customer[];
}

/** Everything that is untrue, as sentences; empty if there is nothing. */
export function checkTruth(run: RunTruth): string[] {
  const found = [...checkTable(run), ...checkStop(run), ...checkOthers(run)];
  for (const [at, row] of run.rows.entries()) {
    const line = run.lines[at];
    if (line === undefined) continue;
    const one = toCase(run, row, line);
    const faults = [...checkTwins(one), ...checkStatus(one), ...checkAddresses(one)];
    found.push(...faults.map((fault) => describe(one, fault)));
  }
  return found;
}

function toCase(run: RunTruth, row: Fields, line: ResultLine): Case {
  const marker = toMarkerOf(row['name'] ?? '');
  const has = ({ customers }: SandboxSnapshot): Customer[] =>
    customers.filter(({ name, deletedAt }) => deletedAt === null && toMarkerOf(name) === marker);
  return {
    run,
    row,
    line,
    status: line['bulk_status'] ?? '',
    code: line['bulk_error_code'] ?? '',
    uid: line['bulk_uid'] ?? '',
    notKept: line['bulk_not_kept'] ?? '',
    before: has(run.before),
    after: has(run.after),
  };
}

/** The marker in a name, a label or a key; empty where it has none. */
function toMarkerOf(text: string): string {
  return /zq\d+/i.exec(text)?.[0].toLowerCase() ?? '';
}

function describe({ line, status, code, uid, notKept, before, after }: Case, fault: string): string {
  const facts = [
    `${status} ${code}`.trim(),
    `uid ${uid || '-'}`,
    `${before.length} before`,
    `${after.length} after`,
    ...(notKept === '' ? [] : [`not kept ${notKept}`]),
    line['bulk_error'] ?? '',
  ];
  return `row ${line['bulk_row'] ?? '?'}: ${fault} (${facts.filter((fact) => fact !== '').join(', ')})`;
}

function checkTable({ rows, lines, counts, addressCounts }: RunTruth): string[] {
  const found: string[] = [];
  const numbers = lines.map((line) => line['bulk_row']);
  if (numbers.join() !== rows.map((_row, at) => String(at + 1)).join()) {
    found.push(`the lines are not those of the rows: ${numbers.join()}`);
  }
  const tally = (column: string, value: string) => lines.filter((line) => line[column] === value).length;
  for (const [status, count] of Object.entries(counts)) {
    const told = tally('bulk_status', status);
    if (told !== count) found.push(`the summary counts ${count} ${status}, the lines say ${told}`);
  }
  const sum = Object.values(counts).reduce((all, count) => all + count, 0);
  if (sum !== rows.length) found.push(`the counts add up to ${sum}, there are ${rows.length} rows`);
  for (const [status, count] of Object.entries(addressCounts)) {
    const told = tally('bulk_address_status', status);
    if (told !== count) found.push(`the summary counts ${count} addresses ${status}, the lines say ${told}`);
  }
  return found;
}

/** A run stops only for what the vendor is, and then does no more than the contract allows. */
function checkStop({ rows, before, after, stopped, circumstances, isDryRun, mode }: RunTruth): string[] {
  const { vendor, match } = circumstances;
  const made = after.customers.filter(({ uid }) => !before.customers.some((old) => old.uid === uid));
  const found: string[] = [];
  const lost = (['externalId', 'email'] as const).filter((key) => vendor.ignoredFields?.includes(key));
  for (const key of lost) {
    const keyed = new Set(
      rows.filter((row) => toKey(row, match) === key).map((row) => toMarkerOf(row['name'] ?? '')),
    );
    const count = made.filter(({ name }) => keyed.has(toMarkerOf(name))).length;
    if (count > 1) found.push(`${count} customers were made although their key ${key} is not kept`);
    if (count > 0 && stopped === null) found.push(`the run did not stop although the key ${key} is not kept`);
  }
  const listed = before.customers.filter(
    ({ deletedAt }) => vendor.listsDeleted !== false || deletedAt === null,
  ).length;
  const isEndless = vendor.ignoresPage === true && listed > Math.min(100, vendor.maxPerPage ?? 100);
  if (isEndless && stopped !== 'list_endless')
    found.push(`the list has no end, and the run ended with ${stopped ?? 'none'}`);
  if (isEndless && made.length > 0) found.push(`${made.length} customers were made on a list without end`);
  if (stopped === null) return found;
  if (stopped === 'field_not_kept' && lost.length > 0 && !isDryRun && mode !== 'update') return found;
  if (stopped === 'list_endless' && vendor.ignoresPage === true) return found;
  // A 404 with an empty body may as well mean that there is no such wallet.
  const isBare = ['empty', 'mixed'].includes(vendor.errorEnvelope ?? '');
  if (stopped === 'account_unknown' && vendor.subAccountsList === '404' && isBare) return found;
  return [...found, `the run stopped: ${stopped}`];
}

/** Customers in no row are unchanged, and a plan changes no customer. */
function checkOthers({ rows, before, after, isDryRun }: RunTruth): string[] {
  if (isDryRun) return JSON.stringify(before) === JSON.stringify(after) ? [] : ['the plan changed something'];
  const markers = new Set(rows.map((row) => toMarkerOf(row['name'] ?? '')));
  const others = ({ customers }: SandboxSnapshot): string =>
    JSON.stringify(customers.filter(({ name }) => !markers.has(toMarkerOf(name))));
  return others(before) === others(after) ? [] : ['somebody who is in no row was made or changed'];
}

/** Whether the server drops the key that identifies the row. */
function isKeyLost({ row, run }: Case): boolean {
  const key = toKey(row, run.circumstances.match);
  return key !== undefined && run.circumstances.vendor.ignoredFields?.includes(key) === true;
}

function checkTwins(one: Case): string[] {
  const { before, after, row, run } = one;
  const found: string[] = [];
  // Such a server is found out by one customer in each run; checkStop counts them.
  if (after.length > Math.max(1, before.length + (isKeyLost(one) ? 1 : 0))) {
    found.push(`${after.length} customers were made for it`);
  }
  const now = ownAddresses(run.after, row);
  const then = ownAddresses(run.before, row);
  if (now.length > Math.max(1, then.length)) {
    found.push(`it has ${now.length} addresses, ${then.length} before`);
  }
  const subAccounts = run.after.subAccounts.filter(({ name }) => isOf(name, row)).length;
  if (subAccounts > 1) found.push(`it has ${subAccounts} sub-accounts`);
  return found;
}

function ownAddresses({ addresses }: SandboxSnapshot, row: Fields): Address[] {
  return addresses.filter(({ label, asset }) => asset === 'BTC' && isOf(label ?? '', row));
}

function isOf(text: string, row: Fields): boolean {
  return toMarkerOf(text) !== '' && toMarkerOf(text) === toMarkerOf(row['name'] ?? '');
}

/** What must be true of a row with each status. */
const STATUSES: Readonly<Record<string, (one: Case) => string[]>> = {
  created: (one) => [
    ...(one.before.length > 0 && !isKeyLost(one) ? ['it was there before'] : []),
    ...checkUid(one),
    ...checkKept(one, true),
    ...checkCode(one),
  ],
  updated: (one) => [
    ...(one.before.length === 0 ? ['it was not there before'] : []),
    ...checkUid(one),
    ...(isUntouched(one) ? ['nothing reached it'] : []),
    ...(wasNeeded(one) ? [] : ['the server said all this before']),
    ...checkKept(one, false),
    ...checkErased(one),
    ...checkCode(one),
  ],
  unchanged: (one) => [
    ...(one.before.length === 0 ? ['it was not there before'] : []),
    ...checkUid(one),
    ...(isUntouched(one) ? [] : ['it was changed']),
    ...listDifferences(one).map((field) => `its ${field} differs`),
    ...checkCode(one),
  ],
  exists: (one) => [
    ...(one.run.mode === 'create' ? [] : ['the mode is not create']),
    ...(one.before.length === 0 ? ['it was not there before'] : []),
    ...checkUid(one),
    ...(isUntouched(one) ? [] : ['it was changed']),
  ],
  skipped: (one) => [
    ...(one.run.mode === 'update' && one.code === 'not_found' ? [] : ['nothing was to be skipped']),
    ...(one.before.length === 0 || toKey(one.row, one.run.circumstances.match) === undefined
      ? []
      : ['it was there before']),
    ...(isUntouched(one) ? [] : ['it was made or changed']),
  ],
  invalid: (one) => [
    ...(isValid(one.row) ? ['nothing is wrong with the row'] : []),
    ...(isUntouched(one) ? [] : ['it was made or changed']),
  ],
  conflict: () => ['no keys of the file disagree'],
  failed: (one) => [
    ...(isExplained(one.code, one.row, one.run.circumstances) ? [] : ['nothing explains the failure']),
    ...(one.uid === '' ? checkNothing(one) : checkUid(one)),
  ],
  pending: (one) => (one.run.stopped === null ? ['the run has ended'] : []),
  would_create: (one) => [
    ...(one.run.isDryRun ? [] : ['this was no plan']),
    ...(one.before.length > 0 && !isKeyLost(one) ? ['it is there'] : []),
  ],
  would_update: (one) => [
    ...(one.run.isDryRun ? [] : ['this was no plan']),
    ...(one.before.length === 0 ? ['it is not there'] : []),
  ],
};

function checkStatus(one: Case): string[] {
  const check = STATUSES[one.status];
  if (check === undefined) return [`there is no status ${one.status}`];
  const isMissed = !isValid(one.row) && one.status !== 'invalid';
  return [...(isMissed ? ['the row is not valid'] : []), ...check(one)];
}

function checkCode({ code }: Case): string[] {
  return code === '' ? [] : ['a row that is done has a code'];
}

function checkUid({ after, uid }: Case): string[] {
  if (after.length === 0) return ['it is not there'];
  return after.some((customer) => customer.uid === uid) ? [] : ['the uid is not its customer’s'];
}

/** A row that failed without a uid has no customer, unless it says that it does not know. */
function checkNothing(one: Case): string[] {
  if (one.code === 'still_in_doubt' || one.code === 'api_unavailable') return [];
  return isUntouched(one) ? [] : ['it was made or changed, and has no uid'];
}

function isUntouched({ before, after }: Case): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

/** Whether an update had something to do. */
function wasNeeded({ row, before, run }: Case): boolean {
  const [customer] = before;
  if (customer === undefined) return true;
  const isDifferent = [...compareRow(row, customer).values()].some((likeness) => likeness !== 'same');
  const isToClear = FIELDS.some((field) => (row[field] ?? '') === '' && toText(customer, field) !== '');
  return isDifferent || (run.circumstances.clears && isToClear);
}

/** What was sent has arrived, or is named; and what is named has not. */
function checkKept({ row, after, uid, notKept }: Case, isNew: boolean): string[] {
  const customer = after.find((one) => one.uid === uid);
  if (customer === undefined) return [];
  const found: string[] = [];
  const likenesses = compareRow(row, customer);
  const { externalId = '' } = row;
  if (isNew && externalId !== '') {
    likenesses.set('externalId', customer.externalId === externalId ? 'same' : 'differs');
  }
  for (const [field, likeness] of likenesses) {
    const isLost = likeness === 'differs' || likeness === 'reformed';
    if (isLost && !isNamed(field, notKept)) {
      found.push(`its ${field} did not arrive and is not named: ${toText(customer, field) || 'nothing'}`);
    }
    if (likeness === 'same' && notKept.split(';').includes(field)) {
      found.push(`its ${field} is named, and was kept`);
    }
  }
  return found;
}

/** An update keeps what the row does not name; with `--blank clear` it empties what the row has empty. */
function checkErased({ row, before, after, uid, notKept, run }: Case): string[] {
  const [was, is] = [before.find((one) => one.uid === uid), after.find((one) => one.uid === uid)];
  if (was === undefined || is === undefined) return [];
  const unnamed = [...FIELDS.filter((field) => (row[field] ?? '') === ''), ...OTHER_FIELDS];
  return unnamed.flatMap((field) => {
    const [old, now] = [toText(was, field), toText(is, field)];
    const isCleared = run.circumstances.clears && !OTHER_FIELDS.some((other) => other === field);
    if (isCleared) return now === '' || isNamed(field, notKept) ? [] : [`its ${field} was not emptied`];
    const isKept = now === old || compareTexts(field, old, now) !== 'differs';
    return isKept || isNamed(field, notKept)
      ? []
      : [`its ${field} was ${old || 'empty'}, now ${now || 'empty'}`];
  });
}

/** Fields of an unchanged row's customer that differ from the row. */
function listDifferences({ row, after, notKept, run }: Case): string[] {
  const [customer] = after;
  if (customer === undefined) return [];
  const differing = [...compareRow(row, customer)].filter(([, likeness]) => likeness === 'differs');
  const left = FIELDS.filter((field) => (row[field] ?? '') === '' && toText(customer, field) !== '');
  return [...differing.map(([field]) => field), ...(run.circumstances.clears ? left : [])].filter(
    (field) => !isNamed(field, notKept),
  );
}

function checkAddresses(one: Case): string[] {
  const { line, row, run, status } = one;
  const told = line['bulk_address_status'] ?? '';
  const uid = line['bulk_address_uid'] ?? '';
  if (run.isDryRun) return [];
  const isWanted =
    row['provisionAddress'] === 'yes' || (run.provisionAddress && row['provisionAddress'] !== 'no');
  const isDone = ['created', 'updated', 'unchanged'].includes(status);
  if (isDone && isWanted !== (told === 'created' || told === 'existing')) {
    return [`its address status is ${told || 'empty'}, an address is ${isWanted ? '' : 'not '}wanted`];
  }
  if (told === '' || told === 'failed') {
    return uid === '' ? [] : ['an address is named that is said not to be there'];
  }
  const address = run.after.addresses.find((found) => found.uid === uid);
  if (address === undefined) return ['its address is not there'];
  const was = run.before.addresses.some((found) => found.uid === uid);
  return [
    ...(address.address === line['bulk_address'] ? [] : ['its address is written otherwise']),
    ...(isOf(address.label ?? '', row) && address.asset === 'BTC' ? [] : ['its address is another’s']),
    ...(address.customerId === null || address.customerId === one.uid
      ? []
      : ['its address has another owner']),
    ...(was === (told === 'existing')
      ? []
      : [`its address was ${was ? '' : 'not '}there before, and is said to be ${told}`]),
  ];
}
