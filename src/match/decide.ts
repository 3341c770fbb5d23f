/** Decides what to do for a row, from its customer and what the remote has. Pure. */
import type { Code } from '../core/codes.js';
import { isUuid, type RemoteCustomer } from '../core/customer.js';
import type { DirectoryHits } from '../core/journal-port.js';
import { toRowKeys } from '../core/match-key.js';
import { normaliseId } from '../core/normalise.js';
import type { Decision, MatchKey, RowWish } from '../core/types.js';
import { toCreateBody } from './create-body.js';
import { toDiff } from './diff.js';
import type { ZipcodeMode } from './zipcode.js';

export interface MatchOptions {
  readonly mode: 'upsert' | 'create' | 'update';
  /** Keys in the order tried. */
  readonly match: readonly MatchKey[];
  readonly blank: 'keep' | 'clear';
  readonly emailUnique: boolean;
  readonly zipcode: ZipcodeMode;
}

/**
 * The first key of `match` that finds a customer decides. The row is refused if that key finds several customers, or if
 * another key of the row finds a different one or contradicts it: a wrong match would overwrite a stranger's record.
 */
export function decide(wish: RowWish, hits: DirectoryHits, options: MatchOptions): Decision {
  const matchedBy = options.match.find((key) => (hits[key]?.length ?? 0) > 0);
  if (matchedBy === undefined) return decideUnmatched(wish, options);
  const [remote, ...others] = preferExact(hits[matchedBy] ?? [], wish, matchedBy);
  if (remote === undefined) return decideUnmatched(wish, options);
  if (others.length > 0) {
    const uids = [remote, ...others].map(({ uid }) => uid);
    return toConflict(
      'ambiguous_match',
      `${uids.length} customers have this ${matchedBy}: ${listSome(uids)}.`,
    );
  }
  const contradiction = findContradiction(wish, hits, { remote, matchedBy }, options.match);
  if (contradiction !== undefined) return toConflict('keys_disagree', contradiction);
  return decideMatched(wish, remote, matchedBy, options);
}

/** An id may be stored twice, once with the apostrophe of a spreadsheet: the customer that has exactly the id of the row is meant. */
function preferExact(
  found: readonly RemoteCustomer[],
  { customer }: RowWish,
  matchedBy: MatchKey,
): readonly RemoteCustomer[] {
  if (matchedBy !== 'externalId' || found.length < 2) return found;
  const exact = found.filter(({ externalId }) => externalId === customer.externalId);
  return exact.length === 1 ? exact : found;
}

function decideUnmatched(wish: RowWish, options: MatchOptions): Decision {
  const { mode, match } = options;
  const { uid, externalId, email } = wish.customer;
  if (uid !== undefined && match.includes('uid')) {
    return {
      kind: 'failed',
      code: 'api_not_found',
      message: `No customer has the uid ${uid}. A new one would get another uid, so none was created.`,
    };
  }
  if (mode === 'update') {
    return { kind: 'skipped', code: 'not_found', message: 'No remote customer matches this row.' };
  }
  const hasKey =
    (externalId !== undefined && match.includes('externalId')) ||
    (email !== undefined && match.includes('email'));
  if (!hasKey) {
    return {
      kind: 'failed',
      code: 'key_missing',
      message: `The row has none of the keys that --match names (${match.join(', ')}) but the uid: the next import could not recognise a customer made from it.`,
    };
  }
  return { kind: 'create', body: toCreateBody(wish, options), warnings: [] };
}

function decideMatched(
  wish: RowWish,
  remote: RemoteCustomer,
  matchedBy: MatchKey,
  { mode, blank, zipcode }: MatchOptions,
): Decision {
  const { externalId } = wish.customer;
  const keepsOther = externalId !== undefined && !isSameId(externalId, remote.externalId);
  const warnings: Code[] = keepsOther ? ['external_id_kept'] : [];
  if (mode === 'create') return { kind: 'exists', remote, matchedBy, warnings };
  const { changes, body } = toDiff(wish, remote, { blank, zipcode });
  if (changes.length === 0) return { kind: 'unchanged', remote, matchedBy, warnings };
  return { kind: 'update', remote, matchedBy, changes, body, warnings };
}

/** What contradicts this match, as a sentence; undefined if nothing does. */
function findContradiction(
  wish: RowWish,
  hits: DirectoryHits,
  { remote, matchedBy }: { readonly remote: RemoteCustomer; readonly matchedBy: MatchKey },
  match: readonly MatchKey[],
): string | undefined {
  const keys = toRowKeys(wish.customer);
  if (keys.uid !== undefined && match.includes('uid') && (hits.uid ?? []).length === 0) {
    return `The ${matchedBy} belongs to the customer ${remote.uid}, and no customer has the uid ${keys.uid}.`;
  }
  for (const key of match) {
    const found = hits[key] ?? [];
    if (found.length > 0 && !found.some(({ uid }) => uid === remote.uid)) {
      const uids = listSome(found.map(({ uid }) => uid));
      return `The ${matchedBy} belongs to the customer ${remote.uid}, the ${key} to ${uids}.`;
    }
  }
  const { externalId } = wish.customer;
  if (externalId === undefined || remote.externalId === null || isSameId(externalId, remote.externalId))
    return undefined;
  // Left out on purpose.
  if (!match.includes('externalId')) return undefined;
  // The vendor generates a UUID for a customer that was created without an externalId: it contradicts nothing.
  if (isUuid(remote.externalId) && !isUuid(externalId)) return undefined;
  return `The ${matchedBy} belongs to the customer ${remote.uid}, whose externalId is another one and can not change.`;
}

/** Ignores what a cell has lost: spaces around the id, and the apostrophe before a number. */
function isSameId(externalId: string, remote: string | null): boolean {
  return remote !== null && (remote === externalId || normaliseId(remote) === externalId);
}

function toConflict(code: Code, message: string): Decision {
  return { kind: 'conflict', code, message };
}

function listSome(texts: readonly string[]): string {
  return texts.length > 3 ? `${texts.slice(0, 3).join(', ')} and ${texts.length - 3} more` : texts.join(', ');
}
