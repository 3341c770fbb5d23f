import type { CredentialBook } from '../authenticate.js';
import type { DeriveAddress } from '../derive-address.js';
import type { Switchboard } from '../faults/switchboard.js';
import type { ThrottleWatch } from '../faults/throttle-watch.js';
import type { FindRoute } from '../routes/find-route.js';
import type { Counters } from '../stats.js';
import type { Store } from '../store/store.js';
import type { RequestLog } from './request-log.js';
import type { Timers } from './timers.js';

/** The parts of the server. */
export interface Parts {
  store: Store;
  book: CredentialBook;
  switchboard: Switchboard;
  counters: Counters;
  watch: ThrottleWatch;
  log: RequestLog;
  timers: Timers;
  findRoute: FindRoute;
  deriveAddress: DeriveAddress;
  /** Calls back when all changes so far are saved as safely as possible. */
  whenSaved: (callback: (error?: Error) => void) => void;
}
