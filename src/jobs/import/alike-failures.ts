/** Whether the first rows that were sent all failed for one cause: then the other rows would fail for it as well. */
import type { LiveRow } from '../../core/journal-port.js';

/** Parts of a message that differ from row to row although the cause is the same. */
const PERSONAL = [
  /[\w.+-]+@[\w.-]+/g, // an email
  /\b[\da-f]{8}-[\da-f-]{27}\b/gi, // a UUID
  /\b(?=\w*\d)\w{8,}\b/g, // an id, a digest, an address, a phone
];
const PARTICULARS = [...PERSONAL, /\+?\d[\d ().:-]*/g, /(["'`]).*?\1/g];

/** Shorter values are part of too many words. */
const LEAST_IN_TEXT = 3;

/** Takes the rows of one session in the order in which they end. */
export class AlikeFailures {
  readonly #most: number;
  #causes: readonly string[] | undefined;
  #count = 0;
  #isOver = false;

  /** `most`: after how many rows; undefined: never. */
  constructor(most: number | undefined) {
    this.#most = most ?? Infinity;
  }

  /** What a row came to, with its state before. Returns why the run must stop, if it must. */
  add(before: LiveRow, after: LiveRow): string | undefined {
    if (this.#isOver || !saysMore(before, after)) return undefined;
    const causes = toCauses(after);
    this.#causes ??= causes;
    if (after.state !== 'failed' || !causes.some((cause) => this.#causes?.includes(cause))) {
      this.#isOver = true;
      return undefined;
    }
    this.#count += 1;
    if (this.#count < this.#most) return undefined;
    this.#isOver = true;
    const cause = PERSONAL.reduce((text, pattern) => text.replace(pattern, '…'), withoutOwn(after));
    return `The first ${this.#count} rows that were sent all failed for one cause, ${after.errorCode}: ${cause}`;
  }
}

/** A row that was decided without a request says nothing of the next; after `delete_unsupported`, no deletion is sent. */
function saysMore(before: LiveRow, after: LiveRow): boolean {
  return after.attempts > before.attempts && after.errorCode !== 'delete_unsupported';
}

/**
 * The code with what the server said, without what is of this row alone: once without what looks like a value, once
 * without the row's own values too, because a name looks like any word.
 */
function toCauses(row: LiveRow): readonly string[] {
  const { errorCode, error, httpStatus = '' } = row;
  return [error, withoutOwn(row)].map((text) => `${errorCode} ${httpStatus} ${withoutParticulars(text)}`);
}

function withoutOwn({ error, wish, uid, address, subAccountUid }: LiveRow): string {
  return [uid, address, subAccountUid, ...toTexts(wish.customer)]
    .filter((text) => text.length >= LEAST_IN_TEXT)
    .sort((a, b) => b.length - a.length)
    .reduce((text, value) => text.replaceAll(value, '…'), error);
}

function withoutParticulars(text: string): string {
  return PARTICULARS.reduce((rest, pattern) => rest.replace(pattern, '…'), text)
    .toLowerCase()
    .replace(/…(?:[\s…]*…)*/g, '…')
    .replace(/\s+/g, ' ')
    .trim();
}

/** All texts of a value, however deep. */
function toTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(toTexts) : [];
}
