/** The address of the API. */
import { BulkError } from '../core/errors.js';

export interface BaseUrl {
  /** Scheme, host and port. */
  readonly origin: string;
  /** The prefix of every route: `/api/v1`, or nothing. Never ends in a slash. */
  readonly path: string;
}

/**
 * Checks and splits a base URL: https, or plain http to loopback only, so that no credential is sent unencrypted.
 * Throws `config_invalid`.
 */
export function parseBaseUrl(text: string): BaseUrl {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['https:', 'http:'].includes(url.protocol) || url.hostname === '') {
    throw toError(`to be a URL such as https://developers.bitpowr.com/api/v1, got \`${withoutUser(text)}\``);
  }
  // User name and password are not shown: they are a credential.
  if (url.username !== '' || url.password !== '') throw toError('to hold no user name or password');
  if (url.search !== '' || url.hash !== '') throw toError('to have neither ? nor #');
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw toError(`to begin with https:// (plain http is for loopback only), got host \`${url.hostname}\``);
  }
  return { origin: url.origin, path: url.pathname.replace(/\/+$/, '') };
}

/** `hostname`: in the form that `URL` gives it. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)
  );
}

function withoutUser(text: string): string {
  return text.replace(/\/\/[^/]*@/, '//').slice(0, 200);
}

function toError(expected: string): BulkError {
  return new BulkError('config_invalid', `Expected the base URL ${expected}.`, {
    hint: 'Set --base-url or BITPOWR_BASE_URL.',
  });
}
