/** Whether a text can identify a sub-account: it becomes a part of the request's path. */
import { isLongerThan, showText, type Finding } from '../finding.js';
import { toTooLong } from '../shape.js';

/** As long as an externalId may be; the vendor's are UUIDs, but nothing documents that. */
const LONGEST = 255;

/** A sub-account id that is too long to be one. */
export function checkSubAccountId(text: string): Finding | undefined {
  // As path segments these would mean another path.
  if (text === '.' || text === '..')
    return { code: 'uid_invalid', message: `expected the uid of a sub-account, found ${showText(text)}.` };
  return isLongerThan(text, LONGEST) ? toTooLong(LONGEST) : undefined;
}
