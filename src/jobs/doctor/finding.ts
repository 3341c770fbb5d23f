/** Findings, made in one line each. */
import type { VendorCheck, VendorFinding } from '../../core/vendor-profile.js';

type FindingWords = Pick<VendorFinding, 'result' | 'detail' | 'meaning'> & { readonly option?: string };

/** What import reads by itself from the reports folder; elsewhere it must be named. */
export const PROFILE_OPTION = '--vendor-profile';

const make =
  (severity: VendorFinding['severity']) =>
  (id: VendorCheck, { option = '', ...words }: FindingWords): VendorFinding => ({
    id,
    severity,
    ...words,
    option,
  });

/** As the program expects it. */
export const asExpected = (
  id: VendorCheck,
  result: string,
  detail: string,
  meaning = 'As expected.',
): VendorFinding => make('ok')(id, { result, detail, meaning });
/** Not as expected; the program copes. */
export const toNote = make('note');
/** The program does it right if the option is given. */
export const toOption = make('option');
/** Something can go wrong. */
export const toDanger = make('danger');

export function toUnknown(id: VendorCheck, why: string): VendorFinding {
  const detail = `could not be found out: ${why}`;
  return make('unknown')(id, { result: 'unknown', detail, meaning: 'Run doctor again.' });
}

export function toSkipped(id: VendorCheck, why: string): VendorFinding {
  return make('skipped')(id, { result: 'skipped', detail: `not asked: ${why}`, meaning: '' });
}
