/** What updates leave behind. Pure. */
import type { VendorFinding } from '../../../core/vendor-profile.js';
import { asExpected, PROFILE_OPTION, toDanger, toOption, toUnknown } from '../finding.js';

export interface LeftOutField {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

export function judgeLeftOut(fields: readonly LeftOutField[]): VendorFinding {
  const id = 'leftOut';
  const meaning = 'Import sends the whole record with each update.';
  const filled = fields.filter(({ before }) => !isNothing(before));
  const cleared = filled.filter(({ after }) => isNothing(after)).map(({ field }) => field);
  const kept = filled.filter(({ after }) => !isNothing(after)).map(({ field }) => field);
  if (filled.length === 0) return toUnknown(id, 'no field is kept that could be left out');
  if (cleared.length === 0) return asExpected(id, 'kept', `kept: ${kept.join(', ')}`, meaning);
  if (kept.length === 0) return asExpected(id, 'cleared', `cleared: ${cleared.join(', ')}`, meaning);
  return asExpected(id, 'mixed', `cleared: ${cleared.join(', ')}; kept: ${kept.join(', ')}`, meaning);
}

export type ClearingFate = 'cleared' | 'kept' | 'changed' | 'refused';

/** By null, by an empty text, by leaving the field out of an update. */
export function judgeClearing(
  fates: Readonly<Record<'null' | 'empty' | 'omit', ClearingFate>>,
): VendorFinding {
  const id = 'clearing';
  const detail = `null: ${fates.null}; empty text: ${fates.empty}; left out: ${fates.omit}`;
  if (fates.null === 'cleared') return asExpected(id, 'null', detail, '--blank clear sends null.');
  const way = (['empty', 'omit'] as const).find((one) => fates[one] === 'cleared');
  if (way !== undefined) {
    const meaning = 'With --blank clear, import must clear fields in another way than by null.';
    return toOption(id, { result: way, detail, meaning, option: PROFILE_OPTION });
  }
  const meaning = 'Nothing clears a field: do not use --blank clear.';
  return toDanger(id, { result: 'nothing', detail, meaning });
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
