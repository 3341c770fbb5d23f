/** Which form of the zipcode is taken. Pure. */
import type { VendorFinding } from '../../../core/vendor-profile.js';
import { NUMBER_ZIPCODE, TEXT_ZIPCODE } from '../bodies.js';
import { asExpected, toDanger, toNote, toOption, toUnknown } from '../finding.js';
import { toShown } from '../records.js';

/** What became of a zipcode in one form. `unseen`: it was not sent. */
export type ZipcodeFate =
  | { readonly kind: 'refused' | 'unseen' }
  /** `got`: as it is read back. */
  | { readonly kind: 'taken'; readonly got: unknown };

const ID = 'zipcode';

export function judgeZipcode({
  text,
  number,
}: {
  readonly text: ZipcodeFate;
  readonly number: ZipcodeFate;
}): VendorFinding {
  const detail = `text ${TEXT_ZIPCODE}: ${toSeen(text)}; number ${NUMBER_ZIPCODE}: ${toSeen(number)}`;
  if (text.kind === 'unseen' && number.kind === 'unseen') return toUnknown(ID, 'no zipcode was sent');
  if (text.kind === 'refused' && number.kind === 'refused') {
    const meaning = 'Rows with a zipcode are refused. Leave the column out.';
    return toDanger(ID, { result: 'refused', detail, meaning });
  }
  const taken = [text, number].filter((fate) => fate.kind === 'taken');
  if (taken.length > 0 && taken.every(({ got }) => isNothing(got))) {
    const meaning = 'Zipcodes do not arrive; each import sends them again.';
    return toDanger(ID, { result: 'dropped', detail, meaning });
  }
  if (text.kind === 'refused') {
    const meaning =
      'Import must send zipcodes as numbers: leading zeros are lost, one with letters is refused.';
    return toOption(ID, { result: 'number', detail, meaning, option: '--zipcode number' });
  }
  if (text.kind === 'taken' && text.got !== TEXT_ZIPCODE) {
    const meaning =
      'It comes back in another form, perhaps without its leading zeros; import takes both as the same.';
    return toNote(ID, { result: 'any', detail, meaning });
  }
  return asExpected(ID, number.kind === 'refused' ? 'text' : 'any', detail);
}

function toSeen(fate: ZipcodeFate): string {
  return fate.kind === 'taken'
    ? `read back as ${toShown(fate.got)}`
    : fate.kind === 'refused'
      ? 'refused'
      : 'not sent';
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
