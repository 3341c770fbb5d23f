/** What the answer to a create with a taken key says. Pure. */
import { isExistsMessage } from '../../../api/classify.js';
import type { ProbeAnswer } from '../../../api/probe.js';
import type { VendorFinding } from '../../../core/vendor-profile.js';
import { asExpected, toDanger, toNote } from '../finding.js';
import { isGood, toSaid } from '../visit.js';

export function judgeDuplicate(
  id: 'duplicateExternalId' | 'duplicateEmail',
  { answer, isTwin }: { readonly answer: ProbeAnswer; readonly isTwin: boolean },
): VendorFinding {
  const { status, message } = answer;
  if (isGood(answer) && isTwin) {
    const byEmail = id === 'duplicateEmail';
    return toDanger(id, {
      result: 'accepted',
      detail: `answered ${status}: a second customer was made`,
      meaning: 'The API does not keep anybody from being made twice. Import must list all customers first.',
      option: byEmail ? '--no-email-unique' : '',
    });
  }
  if (isGood(answer)) {
    return asExpected(id, 'existing', `answered ${status} with the customer that is there`);
  }
  const detail = `refused with ${toSaid(answer)}`;
  if (status === 409) return asExpected(id, '409', detail, 'Import recognises the status.');
  if ((status === 400 || status === 422) && isExistsMessage(message)) {
    return asExpected(id, `${status} message`, detail, 'Import recognises the message.');
  }
  return toNote(id, {
    result: `${status} bare`,
    detail: `${detail}; nothing in it says that the customer exists`,
    meaning: 'No one is created twice, but import can take the refusal for a fault of the row.',
  });
}
