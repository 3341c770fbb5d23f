/** Whether a text can be a uid of the vendor. */
import { isUuid } from '../../core/customer.js';
import { showText, type Finding } from '../finding.js';

/** A uid that is not a UUID. */
export function checkUid(text: string): Finding | undefined {
  if (isUuid(text)) return undefined;
  return {
    code: 'uid_invalid',
    message: `expected a UUID such as 6f9619ff-8b86-4d01-b42d-00cf4fc964ff, found ${showText(text)}.`,
  };
}
