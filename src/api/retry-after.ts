/** The `Retry-After` header. */
import { toAnsweredAt, toHeader, type Answer } from './exchange.js';

/**
 * Delay in ms from a Retry-After header (RFC 9110 §10.2.3: whole seconds or an HTTP date); a date gone by is 0;
 * undefined if absent or unreadable. A huge one is given as it stands: what is too long, the caller says.
 */
export function parseRetryAfter(header: string | undefined, nowMs: number): number | undefined {
  const text = (header ?? '').trim();
  // Fractions are not of the standard, and some servers send them all the same.
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  // `Date.parse` takes nearly anything ("-1" is the year 2001); a date of HTTP begins with its weekday.
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /i.test(text)) return undefined;
  // asctime, the oldest of the three forms, names no zone and means UTC as well.
  const at = Date.parse(/(GMT|UTC|[+-]\d{4})$/i.test(text) ? text : `${text} GMT`);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}

/**
 * The same of an answer. A date in it is read by the server's own clock where the answer tells it: this machine's may be
 * wrong by more than the wait.
 */
export function toRetryAfterMs(answer: Answer, nowMs: number): number | undefined {
  return parseRetryAfter(toHeader(answer, 'retry-after'), toAnsweredAt(answer) ?? nowMs);
}
