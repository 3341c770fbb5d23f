/** A quick look at the first letters of a row, so that only few rows need a closer one. */

/** How the first cell of every row begins that may be no customer: see `totals.ts`, `report-lines.ts` and `no-record.ts`. */
const BEGINNINGS =
  'sub sum tot gra ges ins zwi som soma raz cel top ave avg mea mit dur pro moy med cou num no. no nr. nr anz row rec cus use ' +
  'pag sei str sid siv bla pri gen cre exp ext dow pre rep ged ers imp sta fal fau onw';

const KEYS: ReadonlySet<number> = new Set(BEGINNINGS.split(' ').map((word) => toKey(word.padEnd(3))));

/**
 * Whether the first cell that is not blank may be a word of totals or of a report, a rule, or a box. Anything but a letter or a digit
 * of ASCII may.
 */
export function mayBeNoCustomer(cell: string): boolean {
  const first = cell.charCodeAt(0);
  if (first >= 0x30 && first <= 0x39) return false;
  const isLetter = (first | 0x20) >= 0x61 && (first | 0x20) <= 0x7a;
  if (!isLetter || cell.charCodeAt(1) > 0x7f || cell.charCodeAt(2) > 0x7f) return true;
  return KEYS.has(toKey(cell));
}

/** The first three letters as one number, without regard to case. */
function toKey(word: string): number {
  return (
    ((word.charCodeAt(0) | 0x20) << 16) | ((word.charCodeAt(1) | 0x20) << 8) | (word.charCodeAt(2) | 0x20)
  );
}
