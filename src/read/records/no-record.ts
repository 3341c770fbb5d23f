/** Records that are certainly no customers: they are left out, and named in a note. */
import { findFilled, isBlank, toFilled, type SourceRecord } from './record.js';
import { isReportLine } from './report-lines.js';
import { isTotalsWord } from './totals.js';

/** Why a record is left out, as the end of `line 7, because it …`. */
export type Reason = 'empty' | 'unchecked' | 'rule' | 'header' | 'report' | 'padding' | 'totals';

const UNCHECKED = /^(?:false|falsch|faux|falso|onwaar|fałsz|ложь)$/i;
/** What a rule between header and rows is made of; markdown has colons. */
const RULE = /^[-–—=_+:|*─━═┼┿╪│├┤\s]+$/;
const RULE_LENGTH = 3;

/**
 * Why the record is no row; undefined for a row, `isFirst`: it follows the header, where
 * a rule of short columns is short.
 */
export function findReason({ cells }: SourceRecord, isFirst: boolean): Reason | undefined {
  const first = findFilled(cells, 0);
  if (first < 0) return 'empty';
  if (findFilled(cells, first + 1) < 0) return findReasonOfOne(toFilled(cells)[0] ?? '', cells.length);
  if (!beginsLikeRule(cells)) return isUnchecked(cells) ? 'unchecked' : undefined;
  return isRule(toFilled(cells), isFirst) ? 'rule' : undefined;
}

/** The record has one cell that is not blank: it can't have both a name and a key, so it was never a customer. */
function findReasonOfOne(text: string, width: number): Reason | undefined {
  if (isPadding(text)) return 'padding';
  if (width > 1 && UNCHECKED.test(text)) return 'unchecked';
  if (isRule([text], false)) return 'rule';
  if (isReportLine(text)) return 'report';
  return isTotalsWord(text) ? 'totals' : undefined;
}

function beginsLikeRule(cells: readonly string[]): boolean {
  const first = cells.find((cell) => !isBlank(cell)) ?? '';
  return RULE.test(first.charAt(0)) && RULE.test(first);
}

function isRule(filled: readonly string[], isFirst: boolean): boolean {
  if (!filled.every((cell) => RULE.test(cell) && /[-–—=_─━═*]/.test(cell))) return false;
  return isFirst
    ? filled.some(({ length }) => length > 1)
    : filled.every(({ length }) => length >= RULE_LENGTH);
}

/** Boxes of a spreadsheet that no one has ticked, in rows that no one has filled in. */
function isUnchecked(cells: readonly string[]): boolean {
  const first = cells.find((cell) => !isBlank(cell)) ?? '';
  if (first.length > 6 || !UNCHECKED.test(first)) return false;
  return cells.some(isBlank) && toFilled(cells).every((cell) => UNCHECKED.test(cell));
}

function isPadding(text: string): boolean {
  for (const char of text) if (char !== '\0' && char !== '\x1a') return false;
  return true;
}
