/** What carrying out a plan will cost. */
import type { RequestSummary } from '../tally/request-stats.js';

export interface PlannedWork {
  /** Customers that are there: they are listed again before customers are created. */
  readonly remoteCustomers: number;
  readonly creates: number;
  readonly updates: number;
  /** Rows that want an address: with a customer that is yet to be made, and with one that is there. */
  readonly newWithAddress: number;
  readonly knownWithAddress: number;
  readonly perCustomerSubAccount: boolean;
}

export interface PaceSeen {
  readonly requests: RequestSummary;
  readonly concurrency: number;
  /** Requests per second at most. */
  readonly rate: number | undefined;
}

/** `plan` of summary.json without its command. */
export interface Forecast {
  /** At most, as long as nothing must be tried again. */
  readonly requests: number;
  readonly durationMs: number;
}

/** The vendor's largest page, as far as it is known. */
const PER_PAGE = 100;

export function toForecast(work: PlannedWork, pace: PaceSeen): Forecast {
  const requests = countRequests(work);
  return { requests, durationMs: Math.round((requests * 1000) / toPerSecond(pace)) };
}

function countRequests(work: PlannedWork): number {
  const { remoteCustomers, creates, updates, newWithAddress, knownWithAddress } = work;
  const wanting = newWithAddress + knownWithAddress;
  const credential = 1;
  const wallet = wanting > 0 ? 1 : 0;
  const pages = creates > 0 ? Math.max(1, Math.ceil(remoteCustomers / PER_PAGE)) : 0;
  // An update is read again before it is sent; an address of a known customer is looked for before it is asked for.
  const rows = creates + 2 * updates + newWithAddress + 2 * knownWithAddress;
  // The addresses of the run are compared with the list of the newest ones.
  const confirmations = Math.ceil(wanting / PER_PAGE);
  return credential + wallet + pages + rows + confirmations + (work.perCustomerSubAccount ? wanting : 0);
}

/** A server that throttled has shown its pace; another answers as many at once as are sent. */
function toPerSecond({ requests, concurrency, rate }: PaceSeen): number {
  const unthrottled = (concurrency * 1000) / Math.max(1, requests.p50Ms);
  const seen = requests.throttled > 0 ? requests.perSecond : Math.max(unthrottled, requests.perSecond);
  return Math.max(0.01, Math.min(seen, rate ?? Infinity));
}
