/** What carrying out a plan will cost: its requests, as exactly as they can be known, and the time that they take. */
import type { RequestSummary } from '../tally/request-stats.js';

export interface PlannedWork {
  /** Customers that are there: they are listed again before customers are created. */
  readonly remoteCustomers: number;
  /** How often that list is read: twice where only the list tells who is there. */
  readonly listings: number;
  /** Whether the wallet of the addresses is asked for, too. */
  readonly asksForWallet: boolean;
  readonly creates: number;
  readonly updates: number;
  /** Rows that want an address: with a customer that is yet to be made, and with one that is there. */
  readonly newWithAddress: number;
  readonly knownWithAddress: number;
  readonly perCustomerSubAccount: boolean;
  /** Rows of an earlier part of the plan that have an address: they are compared, too. */
  readonly addressed: number;
}

export interface PaceSeen {
  readonly requests: RequestSummary;
  readonly concurrency: number;
  /** Requests per second at most. */
  readonly rate: number | undefined;
}

/**
 * `plan` of summary.json without its command. True as long as nothing must be tried again, the server is no slower than it
 * was, and no one else changes anything.
 */
export interface Forecast {
  /** At most. */
  readonly requests: number;
  /** At least: fewer where customers have an address already. */
  readonly minRequests: number;
  /** At the slower of the round trips seen, and the pace seen where the server throttled. */
  readonly durationMs: number;
  /** At the usual round trip, with as many requests at once as allowed. */
  readonly minDurationMs: number;
}

interface Range {
  readonly min: number;
  readonly max: number;
}

const NOTHING: Forecast = { requests: 0, minRequests: 0, durationMs: 0, minDurationMs: 0 };

/** The vendor's largest page, as far as it is known. */
const PER_PAGE = 100;
/** Pages of a list that are asked for at the same time. */
const PAGES_AT_ONCE = 8;

export function toForecast(work: PlannedWork, pace: PaceSeen): Forecast {
  if (work.creates + work.updates + work.knownWithAddress === 0) return NOTHING;
  const before = 1 + (work.asksForWallet ? 1 : 0);
  const pages = countPages(work);
  const rows = countForRows(work, pace);
  const after = countAfter(work);
  const min = before + pages + rows.min + after.min;
  const max = before + pages + rows.max + after.max;
  const inTurn = before + toTurns(pages) + countChain(work);
  return {
    requests: max,
    minRequests: min,
    durationMs: toDuration({ requests: max, inTurn: inTurn + after.max, rows: rows.max }, pace, 'slow'),
    minDurationMs: toDuration({ requests: min, inTurn: inTurn + after.min, rows: rows.min }, pace, 'quick'),
  };
}

function countPages({ creates, listings, remoteCustomers }: PlannedWork): number {
  return creates === 0 ? 0 : listings * Math.max(1, Math.ceil(remoteCustomers / PER_PAGE));
}

/** The first page of a list comes alone. */
const toTurns = (pages: number): number => (pages === 0 ? 0 : 1 + Math.ceil((pages - 1) / PAGES_AT_ONCE));

function countForRows(work: PlannedWork, { concurrency, requests, rate }: PaceSeen): Range {
  const { creates, updates, newWithAddress, knownWithAddress, perCustomerSubAccount } = work;
  // An update is read again before it is sent.
  const customers = creates + 2 * updates;
  const made = newWithAddress * (perCustomerSubAccount ? 2 : 1);
  // One look finds the address of a known customer. Where it has no address, one is asked for; whether the list tells owners is
  // asked by those that come before the first answer. A sub-account of its own is looked for, made, and looked into.
  const perKnown = perCustomerSubAccount ? 6 : 2;
  const owners = Math.min(knownWithAddress, concurrency);
  const known = knownWithAddress === 0 ? 0 : knownWithAddress * perKnown + owners;
  // What takes over two seconds is looked at once more.
  const isSlow = 2 * requests.p95Ms > 2000 || requests.throttled > 0 || rate !== undefined;
  const secondLooks = isSlow ? newWithAddress + knownWithAddress : 0;
  return { min: customers + made + knownWithAddress, max: customers + made + known + secondLooks };
}

/** The list of the newest addresses, and single looks for a few older ones that it does not show. */
function countAfter(work: PlannedWork): Range {
  const { addressed, knownWithAddress, newWithAddress } = work;
  const all = addressed + newWithAddress + knownWithAddress;
  if (all === 0) return { min: 0, max: 0 };
  const min = Math.max(1, Math.ceil(newWithAddress / PER_PAGE));
  const older = addressed + knownWithAddress;
  // Of a full page, the next one is read, too: the last address may have been made twice.
  const isFull = newWithAddress % PER_PAGE === 0;
  if (older === 0) return { min, max: isFull ? min + 1 : min };
  return { min, max: 2 + Math.ceil((2 * all) / PER_PAGE) + Math.min(50, older) };
}

/** Requests of one row that wait for each other. */
function countChain(work: PlannedWork): number {
  const customer = work.updates > 0 ? 2 : work.creates > 0 ? 1 : 0;
  const isAddressed = work.newWithAddress + work.knownWithAddress > 0;
  return customer + (isAddressed ? 1 : 0) + (isAddressed && work.perCustomerSubAccount ? 1 : 0);
}

interface Load {
  readonly requests: number;
  /** Requests that each wait for the one before. */
  readonly inTurn: number;
  /** Requests that are sent side by side. */
  readonly rows: number;
}

/** Never under the round trips that wait for each other. */
function toDuration(
  { requests, inTurn, rows }: Load,
  { requests: seen, concurrency, rate }: PaceSeen,
  speed: 'quick' | 'slow',
): number {
  const roundTripMs = Math.max(1, speed === 'slow' ? seen.p95Ms : seen.p50Ms);
  const sideBySideMs = roundTripMs * (inTurn + rows / concurrency);
  const limits = [rate, seen.throttled > 0 ? seen.perSecond : undefined].filter(
    (limit) => limit !== undefined,
  );
  const limitedMs = (requests * 1000) / Math.max(0.01, Math.min(...limits));
  return Math.round(Math.max(sideBySideMs, limitedMs));
}
