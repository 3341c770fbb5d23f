/** Decodes columns that hold JSON, lists and times: the one place that trusts how the journal wrote them. */
import type { RemoteAddress } from '../core/api-port.js';
import { toIso } from '../core/clock.js';
import type { Code } from '../core/codes.js';
import type { JsonValue, RemoteCustomer } from '../core/customer.js';
import type { FixupRow } from '../core/difference.js';
import type { Plan } from '../core/journal-port.js';
import type { FieldChange, RowWish } from '../core/types.js';

/** Columns of `plans`. */
export interface PlanRecord {
  readonly remote: string;
  readonly body: string;
  readonly changes: string;
  readonly answered: string | null;
}

export const toCells = (json: string): string[] => JSON.parse(json) as string[];
export const toWish = (json: string): RowWish => JSON.parse(json) as RowWish;
export const toCustomer = (json: string): RemoteCustomer => JSON.parse(json) as RemoteCustomer;
export const toAddress = (json: string): RemoteAddress => JSON.parse(json) as RemoteAddress;
export const toBody = (json: string): JsonValue => JSON.parse(json) as JsonValue;
export const toFixup = (json: string): FixupRow => new Map(JSON.parse(json) as [string, string][]);
export const toTexts = (json: string): string[] => JSON.parse(json) as string[];
export const toRowNumbers = (json: string): number[] => JSON.parse(json) as number[];

/** Empty for a row without a plan. */
export const toChanges = (json: string | null): FieldChange[] =>
  json === null ? [] : (JSON.parse(json) as FieldChange[]);

export function toPlan({ remote, body, changes, answered }: PlanRecord): Plan {
  return {
    remote: toCustomer(remote),
    body: JSON.parse(body) as Plan['body'],
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
