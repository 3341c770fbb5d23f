/**
 * What an answer's status means for the sender of the request.
 *
 * | status        | the vendor's page                     | write                          | read        |
 * |---------------|---------------------------------------|--------------------------------|-------------|
 * | 200, 201, 202 | done; accepted                        | ok                             | ok          |
 * | 400, 422      | malformed; invalid data               | rejected, or exists by message | rejected    |
 * | 401, 403      | credential, permission, blocked       | credential                     | credential  |
 * | 404           | no such resource                      | not_found                      | not_found   |
 * | 405, 406, 413 | wrong method, not JSON, over 25 MB    | rejected                       | rejected    |
 * | 409           | conflict, or already exists           | exists                         | rejected    |
 * | 500, 502–504  | the vendor's fault                    | unknown_effect                 | retry       |
 *
 * 429 never comes here: the sender waits and sends again, and the row does not notice.
 *
 * Not on the vendor's page:
 * - 402: about the plan, like `NO_ACTIVE_SUBSCRIPTION`: credential.
 * - 408, 425: a server or proxy in between gave up or refused early. Most likely nothing happened, but a proxy's 408 can
 *   come after it has forwarded the request, and looking costs one read: unknown_effect for writes, retry for reads.
 * - 302, 303: the usual answer to a POST *after* it was carried out: unknown_effect for writes. Other 3xx: a wrong base URL,
 *   nothing happened: rejected. No redirect is followed: the credential is for the host that the user named.
 * - Other 2xx: ok, even if the record can't be read. Other 4xx: rejected. 1xx is never final, and anything outside 100–599
 *   is not HTTP: treated as 5xx.
 */
export type RequestKind = 'read' | 'write';

export type AnswerVerdict =
  | 'ok'
  | 'exists'
  | 'rejected'
  | 'not_found'
  | 'unknown_effect'
  | 'retry'
  /** Every other request would get the same: the run ends. */
  | 'credential';

/** The vendor's messages about a credential or plan that affects every request, with any 4xx status. */
const CREDENTIAL_MESSAGES =
  /\b(MISSING_AUTH_HEADER|INVALID_AUTHORIZATION|INVALID_AUTHORIZATION_METHOD|INVALID_API_KEY|EXPIRED_API_KEY|DISABLED_API_ACCESS|ACCOUNT_ACCESS_DENIED|API_KEY_DEPRECATED|RESOURCE_EXCEEDED|NO_ACTIVE_SUBSCRIPTION)\b/;

/** "does not exist" is the opposite. */
const NOT_EXISTING = /\b(not|n't|cannot|never|no longer|non|no such)\b[ \w]{0,20}\bexist/;
const EXISTING =
  /\balready\b[ \w]{0,20}\b(exist|use|used|taken|registered|present|created|associated|assigned)|\bexists\b|\bin use\b|\bduplicate|\bmust be unique\b|\bnot unique\b|\bunique (constraint|violation|key)|\bunique ?constraint ?error|\bdup entry\b|\bis taken\b|\bhas been taken\b/;

/** What the sender does next, from the status and the message of an answer. */
export function classify(kind: RequestKind, status: number, message: string): AnswerVerdict {
  if (status >= 200 && status < 300) return 'ok';
  if (status === 401 || status === 402 || status === 403) return 'credential';
  if (status >= 400 && status < 500 && CREDENTIAL_MESSAGES.test(message)) return 'credential';
  if (status === 404) return 'not_found';
  if (kind === 'write') {
    if (status === 409) return 'exists';
    if ((status === 400 || status === 422) && isExistsMessage(message)) return 'exists';
  }
  const mayHaveHappened =
    status < 200 || status >= 500 || status === 408 || status === 425 || status === 302 || status === 303;
  if (!mayHaveHappened) return 'rejected';
  if (kind === 'write') return 'unknown_effect';
  return status === 302 || status === 303 ? 'rejected' : 'retry';
}

/** Whether a refusal says that such a record exists. */
export function isExistsMessage(message: string): boolean {
  // Codes such as CUSTOMER_ALREADY_EXISTS and emailAlreadyInUse are read as words, too.
  const text = message
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .replace(/[’]/g, "'")
    .toLowerCase();
  return EXISTING.test(text) && !NOT_EXISTING.test(text);
}
