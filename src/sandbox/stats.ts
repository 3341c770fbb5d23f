import type { FaultKind } from './faults/fault-plan.js';
import type { Obedience } from './faults/throttle-watch.js';
import type { Store } from './store/store.js';

/** Requests to the API and their results. Requests to `/_sandbox` are not counted. */
export interface SandboxStats {
  /** Number of requests. */
  total: number;
  /** By method and route, such as `POST /customers/{uid}`; an unknown path counts under its method and `?`. */
  requests: Record<string, number>;
  /** By the status answered; requests that were cut or hang have none. */
  statuses: Record<string, number>;
  /** Requests answered with 429. */
  throttled: number;
  /** Requests that came between a 429 to their credential and the end of its Retry-After. */
  whileThrottled: number;
  /** Those of them that came over 250 ms after the 429, so that they can't have been in flight already. */
  whileThrottledLate: number;
  inFlight: number;
  /** Maximum in flight. Without latency an answer is sent as soon as it is ready, so this is 1 for any number of clients. */
  maxInFlight: number;
  /** Intentional faults, by kind. */
  faults: Partial<Record<FaultKind | 'late-effect' | 'down' | 'credential-refused', number>>;
  /** ISO 8601; null before the first request. */
  firstRequestAt: string | null;
  lastRequestAt: string | null;
  /** From the first request to the last. */
  elapsedMs: number;
  /** Live ones. */
  customers: number;
  deletedCustomers: number;
  addresses: number;
  subAccounts: number;
  duplicates: Duplicates;
}

/** What a careful client never creates. */
export interface Duplicates {
  /** Live customers whose externalId an earlier live one has. */
  externalIds: number;
  /** Live customers whose email, in any case, an earlier live one has. */
  emails: number;
  /** Customers with more than one address for an asset. */
  customersWithManyAddresses: number;
}

type FaultName = keyof SandboxStats['faults'];

/** Counts while the server runs. */
export class Counters {
  total = 0;
  inFlight = 0;
  maxInFlight = 0;
  throttled = 0;
  whileThrottled = 0;
  whileThrottledLate = 0;
  #requests = new Map<string, number>();
  #statuses = new Map<number, number>();
  #faults = new Map<FaultName, number>();
  #firstMs = 0;
  #lastMs = 0;

  arrive(): void {
    this.#lastMs = Date.now();
    if (this.total === 0) this.#firstMs = this.#lastMs;
    this.total += 1;
    this.inFlight += 1;
    if (this.inFlight > this.maxInFlight) this.maxInFlight = this.inFlight;
  }

  leave(): void {
    this.inFlight -= 1;
  }

  route(label: string): void {
    this.#requests.set(label, (this.#requests.get(label) ?? 0) + 1);
  }

  status(status: number): void {
    this.#statuses.set(status, (this.#statuses.get(status) ?? 0) + 1);
    if (status === 429) this.throttled += 1;
  }

  fault(kind: FaultName): void {
    this.#faults.set(kind, (this.#faults.get(kind) ?? 0) + 1);
  }

  obedience(seen: Obedience): void {
    if (seen === 'free') return;
    this.whileThrottled += 1;
    if (seen === 'late-within') this.whileThrottledLate += 1;
  }

  /** Restarts counting; requests in progress stay in flight. */
  reset(): void {
    this.total = this.throttled = this.whileThrottled = this.whileThrottledLate = 0;
    this.maxInFlight = this.inFlight;
    this.#firstMs = this.#lastMs = 0;
    this.#requests = new Map();
    this.#statuses = new Map();
    this.#faults = new Map();
  }

  /** The counts, with the store's current contents. */
  toStats(store: Store): SandboxStats {
    return {
      total: this.total,
      requests: Object.fromEntries(this.#requests),
      statuses: Object.fromEntries(this.#statuses),
      throttled: this.throttled,
      whileThrottled: this.whileThrottled,
      whileThrottledLate: this.whileThrottledLate,
      inFlight: this.inFlight,
      maxInFlight: this.maxInFlight,
      faults: Object.fromEntries(this.#faults),
      firstRequestAt: this.#firstMs === 0 ? null : new Date(this.#firstMs).toISOString(),
      lastRequestAt: this.#lastMs === 0 ? null : new Date(this.#lastMs).toISOString(),
      elapsedMs: this.#lastMs - this.#firstMs,
      ...toHoldings(store),
    };
  }
}

type Holdings = Pick<
  SandboxStats,
  'customers' | 'deletedCustomers' | 'addresses' | 'subAccounts' | 'duplicates'
>;

/** The contents of the store, over all organisations and modes; duplicates are counted within each. */
function toHoldings(store: Store): Holdings {
  const holdings: Holdings = {
    customers: 0,
    deletedCustomers: 0,
    addresses: 0,
    subAccounts: 0,
    duplicates: { externalIds: 0, emails: 0, customersWithManyAddresses: 0 },
  };
  const { duplicates } = holdings;
  for (const { customers, addresses, subAccounts } of store.tenants()) {
    const live = customers.all.filter((customer) => customer.deletedAt === null);
    holdings.customers += live.length;
    holdings.deletedCustomers += customers.all.length - live.length;
    holdings.addresses += addresses.all.length;
    holdings.subAccounts += subAccounts.all.length;
    duplicates.externalIds += countRepeats(live.map((customer) => customer.externalId));
    duplicates.emails += countRepeats(
      live.flatMap(({ email }) => (email === null || email === '' ? [] : email.toLowerCase())),
    );
    duplicates.customersWithManyAddresses += countRepeated(
      addresses.all.flatMap(({ customerId, asset }) => (customerId === null ? [] : `${customerId} ${asset}`)),
    );
  }
  return holdings;
}

/** How many values occurred earlier in the list. */
function countRepeats(values: readonly string[]): number {
  return values.length - new Set(values).size;
}

/** How many different values occur in the list more than once. */
function countRepeated(values: readonly string[]): number {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const value of values) (seen.has(value) ? repeated : seen).add(value);
  return repeated.size;
}
