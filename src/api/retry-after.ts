/** The `Retry-After` header. */
import { toAnsweredAt, toHeader, type Answer } from './exchange.js';

/**
 * Delay in ms from a Retry-After header (RFC 9110 §10.2.3: whole seconds or an HTTP date); a past date is 0; undefined if
 * absent or unreadable. A very long delay is returned unchanged: the caller decides what is too long.
 */
export function parseRetryAfter(header: string | undefined, nowMs: number): number | undefined {
  const text = (header ?? '').trim();
  // Fractions are not in the standard, but some servers send them.
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  // `Date.parse` accepts nearly anything ("-1" is the year 2001); an HTTP date begins with its weekday.
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /i.test(text)) return undefined;
  // asctime, the oldest of the three forms, names no zone and means UTC as well.
  const at = Date.parse(/(GMT|UTC|[+-]\d{4})$/i.test(text) ? text : `${text} GMT`);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}

/**
 * The same for an answer. A date in it is compared with the server's own clock if the answer has it: this machine's clock
 * may be wrong by more than the wait.
 */
export function toRetryAfterMs(answer: Answer, nowMs: number): number | undefined {
  return parseRetryAfter(toHeader(answer, 'retry-after'), toAnsweredAt(answer) ?? nowMs);
}
