/** Decodes columns that hold JSON, lists and times: the one place that trusts how the journal wrote them. */
import type { RemoteAddress } from '../core/api-port.js';
import { toIso } from '../core/clock.js';
import type { Code } from '../core/codes.js';
import type { JsonValue, RemoteCustomer } from '../core/customer.js';
import type { FixupRow } from '../core/difference.js';
import type { Plan } from '../core/journal-port.js';
import type { FieldChange, RowWish, SourceDoubt } from '../core/types.js';

/** Columns of `plans`. */
export interface PlanRecord {
  readonly remote: string;
  readonly body: string;
  readonly changes: string;
  readonly answered: string | null;
}

/** The type of a column's JSON is stated here once, and trusted. */
export type FromJson<T> = (json: string) => T;

export const toCells: FromJson<string[]> = JSON.parse;
export const toWish: FromJson<RowWish> = JSON.parse;
export const toCustomer: FromJson<RemoteCustomer> = JSON.parse;
export const toAddress: FromJson<RemoteAddress> = JSON.parse;
export const toBody: FromJson<JsonValue> = JSON.parse;
export const toTexts: FromJson<string[]> = JSON.parse;
export const toRowNumbers: FromJson<number[]> = JSON.parse;
/** A text of any content: JSON keeps what SQLite does not. */
export const toText: FromJson<string> = JSON.parse;
export const toDoubts: FromJson<SourceDoubt[]> = JSON.parse;
/** What the vendor listed, as it came. */
export const toRecord: FromJson<unknown> = JSON.parse;
export const toRecordList: FromJson<unknown[]> = JSON.parse;
const toPlanBody: FromJson<Plan['body']> = JSON.parse;
const toFieldChanges: FromJson<FieldChange[]> = JSON.parse;
const toPairs: FromJson<[string, string][]> = JSON.parse;

export const toFixup = (json: string): FixupRow => new Map(toPairs(json));

/** Empty for a row without a plan. */
export const toChanges = (json: string | null): FieldChange[] => (json === null ? [] : toFieldChanges(json));

export function toPlan({ remote, body, changes, answered }: PlanRecord): Plan {
  return {
    remote: toCustomer(remote),
    body: toPlanBody(body),
    changes: toChanges(changes),
    ...(answered === null ? {} : { answered: toCustomer(answered) }),
  };
}

export const toCodes = (text: string): Code[] => toList(text) as Code[];

export function toList(text: string): string[] {
  return text === '' ? [] : text.split(';');
}

/** ISO 8601 of a stored time; empty if there is none. */
export function toStamp(ms: number | null): string {
  return ms === null ? '' : toIso(ms);
}
