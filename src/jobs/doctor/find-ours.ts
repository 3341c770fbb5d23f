/** What this visit made, as the list of customers has it. */
import { toRecords, type AnswerJson } from './records.js';
import { isGood, type Visit } from './visit.js';

/** The first and last page are looked at: the order may not be what was asked for. */
const QUERIES = ['page=1&perPage=100&orderBy=desc', 'page=1&orderBy=desc', 'page=1&orderBy=asc'];

/** Customers that carry this visit's token, without deleted ones. Throws `Unanswered`. */
export async function findOurs(visit: Visit): Promise<readonly AnswerJson[]> {
  for (const query of QUERIES) {
    const answer = await visit.ask({ method: 'GET', route: 'GET /customers', path: `/customers?${query}` });
    const records = isGood(answer) ? (toRecords(answer.json) ?? []) : [];
    const ours = records.filter((record) => isOurs(record, visit.token));
    if (ours.length > 0) return ours;
  }
  return [];
}

function isOurs(record: AnswerJson, token: string): boolean {
  const isDeleted = record['deletedAt'] !== undefined && record['deletedAt'] !== null;
  return !isDeleted && JSON.stringify(record).includes(token);
}
