/** What every row of a run is sent with: the server, what is known of it, and the decisions of `match`. */
import { toBackoffMs } from '../../api/backoff.js';
import type { ImportOptions } from '../../config/options.js';
import type { Api } from '../../core/api-port.js';
import type { Account } from '../../core/types.js';
import type { VendorFacts } from '../../core/vendor-profile.js';
import { toCreateBody } from '../../match/create-body.js';
import { decide } from '../../match/decide.js';
import type { Directory } from '../../match/directory.js';
import { couldBeMade, findNotKept, saysTheSame, sharesKey } from '../../match/not-kept.js';
import { isSameRecord } from '../../match/same-record.js';
import { toClearForm } from '../../match/sent-form.js';
import { withTextZipcode } from '../../match/zipcode.js';
import type { SendContext } from '../../send/context.js';
import { makeFilterProbe } from '../../send/filter-probe.js';
import { FirstAlone } from '../../send/first-alone.js';
import { PlaceAddresses } from '../../send/place-addresses.js';
import { makeSubAccountFinder } from '../../send/sub-accounts.js';
import type { JobDeps } from '../deps.js';
import type { Run } from '../run/run.js';
import type { Stop } from '../stop.js';
import { toFirstForms } from './vendor-facts.js';

/** An update carries the whole record; one that was read longer ago than this is read again first. */
const PLAN_FRESH_MS = 60_000;

export interface SendDeps extends JobDeps {
  readonly stop: Stop;
  /** When the rows were decided in this process, by the monotonic clock; undefined: in an earlier one. */
  readonly plannedAt: number | undefined;
  readonly vendorFacts: VendorFacts | undefined;
}

/** Where the rows are sent, and what is known of it. */
export interface Remote {
  readonly api: Api;
  readonly directory: Directory;
  readonly account: Account;
}

export function toContext(
  run: Run,
  { api, directory, account }: Remote,
  options: ImportOptions,
  { clock, stop, plannedAt, vendorFacts }: SendDeps,
): Omit<SendContext, 'knownAddresses'> {
  return {
    api,
    journal: run.journal,
    directory,
    decisions: toDecisions(options),
    options: toSendOptions(options),
    mode: account.mode,
    planIsFinal: run.planIsFinal,
    isUndo: run.get('undoOf') !== undefined,
    deletion: { isUnsupported: false, isAccepted: false, isShown: false },
    clock,
    firstCreate: new FirstAlone(),
    firstOwned: new FirstAlone(),
    answers: new Map(),
    forms: toFirstForms(vendorFacts, { isUndo: run.get('undoOf') !== undefined }),
    newest: { createdAt: undefined },
    places: new Map(),
    placeAddresses: new PlaceAddresses(run.journal.addresses, api),
    isPlanFresh: () => plannedAt !== undefined && clock.monotonic() - plannedAt < PLAN_FRESH_MS,
    settleMs: Math.min(10_000, 3000 * options.timeout),
    hasOwnFilter: makeFilterProbe(api, options.asset),
    stopping: stop.signal,
    backoffMs: (tries) => toBackoffMs(tries, { random: Math.random }),
    findSubAccount: makeSubAccountFinder(api),
  };
}

function toDecisions(options: ImportOptions): SendContext['decisions'] {
  return {
    decideAgain: (wish, hits) => decide(wish, hits, options),
    toCreateBody: (wish) => toCreateBody(wish, options),
    isSameRecord,
    findNotKept,
    couldBeMade,
    saysTheSame,
    sharesKey,
    toClearForm,
    withTextZipcode,
  };
}

function toSendOptions(options: ImportOptions): SendContext['options'] {
  return {
    emailUnique: options.emailUnique,
    provisionAddress: options.provisionAddress,
    asset: options.asset,
    accountId: options.accountId,
    subAccountId: options.subAccountId,
    subAccountPerCustomer: options.subAccount === 'per-customer',
    addressType: options.addressType,
    addressLabel: options.addressLabel,
    match: options.match,
    zipcode: options.zipcode,
  };
}
