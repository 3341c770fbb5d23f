/** A refusal that every other request would get too: by the API, or by something before it. */
import { BulkError } from '../core/errors.js';
import { toStatusText } from './error-message.js';
import { toHeader, type Answer } from './exchange.js';

/** `message`: what the answer says, on one line, without secrets. */
export function toRefusal(route: string, answer: Answer, message: string): BulkError {
  const { status } = answer;
  const context = { httpStatus: status, route };
  if (!isWebPage(answer)) {
    return new BulkError('credential_rejected', `The API refused ${route}: ${message}`, { context });
  }
  const said = message.replace(`${toStatusText(status)}: `, '');
  const text = `${route} was answered ${status} with a web page, not by the API: ${said}`;
  return new BulkError('blocked_before_api', text, { context });
}

/** The API answers in JSON. Firewalls, bot walls and captive portals answer with HTML, or a code of their own. */
function isWebPage(answer: Answer): boolean {
  if (![401, 402, 403].includes(answer.status)) return false;
  const isHtml = /\bhtml\b/i.test(toHeader(answer, 'content-type') ?? '');
  const text = answer.body.trimStart();
  return /^(<|error code: 1\d{3}\b)/i.test(text) || (isHtml && text !== '' && !/^[{[]/.test(text));
}
