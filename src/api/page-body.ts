/** One page of a list. */
import { z } from 'zod';
import type { FoundRecord, ReadAnswer } from './answer-body.js';
import { toHeader, type Answer } from './exchange.js';
import type { AnsweredPage } from './lists.js';
import type { RecordReader } from './wire.js';

/** A count, as a number or as text; anything else counts as missing. */
const count = z
  .union([z.number(), z.string().trim().regex(/^\d+$/).transform(Number)])
  .pipe(z.int().min(0))
  .optional()
  .catch(undefined);

const pagedBody = z.object({ data: z.unknown().optional(), totalPages: count, totalPage: count });

/** The spellings in the vendor's docs, and common ones of other APIs. */
const TOTAL_HEADERS = ['totalpage', 'totalpages', 'total-pages', 'x-total-pages'];

/**
 * Reads a page if every record in it can be read; otherwise the whole page counts as missing, so that no record is lost
 * silently. If the server does not say how many pages there are, a page with records is followed by another one.
 */
export function readPage<T>(page: number, reader: RecordReader<T>): ReadAnswer<AnsweredPage<T>> {
  return (json, answer) => {
    const body = pagedBody.safeParse(Array.isArray(json) ? { data: json } : json);
    const total =
      (body.success ? (body.data.totalPages ?? body.data.totalPage) : undefined) ?? readTotalHeader(answer);
    const data = body.success ? body.data.data : undefined;
    const list = toList(data, total);
    if (list === undefined) return { kind: 'missing', problem: 'without a list' };
    const records = readRecords(list, page, reader);
    if (records.kind === 'missing') return records;
    // A single record in place of a list has no pages.
    const isOnly = !Array.isArray(data) && list.length === 1 && list[0] === data;
    const guess = list.length === 0 || isOnly ? page : page + 1;
    const totalPages = Math.max(1, total ?? guess);
    const isTotalKnown = total !== undefined || isOnly;
    return { kind: 'found', value: { records: records.value, totalPages, isTotalKnown } };
  };
}

/**
 * The records of a list: an array, an array under the one key in `data`, or one record, as the reference shows for
 * sub-accounts. Null is an empty list only if the server says that there are no pages.
 */
function toList(data: unknown, total: number | undefined): readonly unknown[] | undefined {
  if (Array.isArray(data)) return data as unknown[];
  if (data === null) return total === 0 ? [] : undefined;
  if (typeof data !== 'object') return undefined;
  const lists = Object.values(data).filter((value): value is unknown[] => Array.isArray(value));
  if ('uid' in data) return [data];
  return lists.length === 1 ? lists[0] : undefined;
}

function readRecords<T>(list: readonly unknown[], page: number, reader: RecordReader<T>): FoundRecord<T[]> {
  const records: T[] = [];
  for (const [index, json] of list.entries()) {
    const found = reader(json);
    if (found.kind === 'missing') {
      return { kind: 'missing', problem: `${found.problem} (number ${index + 1} on page ${page})` };
    }
    records.push(found.value);
  }
  return { kind: 'found', value: records };
}

function readTotalHeader(answer: Answer): number | undefined {
  for (const name of TOTAL_HEADERS) {
    const value = toHeader(answer, name);
    const total = value === undefined ? undefined : count.parse(value);
    if (total !== undefined) return total;
  }
  return undefined;
}
