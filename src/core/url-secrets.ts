/** The parts of a URL that let others in: a password, a signature or a token in the query, and the path of a webhook. */

/** A segment or value this long is a token rather than a word. */
const LEAST_TOKEN = 16;

const SECRET_NAME = /sig|token|secret|passw|pwd|key|auth|credential|session/i;

const URL_WORD = /[a-z][a-z\d+.-]*:\/\/[^\s'"`<>]+/gi;

/** Whether a path is secret, as that of a webhook is. */
export interface UrlKind {
  readonly hasSecretPath: boolean;
}

const USUAL: UrlKind = { hasSecretPath: false };

/** The text with `…` for the secret parts of each URL in it; of a secret path and its query, nothing is shown. */
export function hideUrlSecrets(text: string, kind: UrlKind = USUAL): string {
  return text.replace(URL_WORD, (url) => hideInUrl(url, kind));
}

/** The secret parts of each URL in a text, as they stand there and decoded. */
export function listUrlSecrets(text: string, kind: UrlKind = USUAL): readonly string[] {
  const parts = (text.match(URL_WORD) ?? []).flatMap((url) => listInUrl(url, kind));
  return [...new Set(parts.flatMap((part) => [part, decode(part)]))];
}

interface UrlParts {
  /** `https://` */
  readonly scheme: string;
  /** `user:password`, or nothing. */
  readonly user: string;
  readonly host: string;
  readonly path: string;
  /** Each begins with its `?`, `&`, `;` or `#`. */
  readonly values: readonly string[];
}

function split(url: string): UrlParts {
  const [, scheme = '', user = '', host = '', path = '', rest = ''] =
    /^([^:]+:\/\/)(?:([^/?#]*)@)?([^/?#]*)([^?#]*)(.*)$/s.exec(url) ?? [];
  return { scheme, user, host, path, values: rest.match(/[?&;#][^?&;#]*/g) ?? [] };
}

function hideInUrl(url: string, { hasSecretPath }: UrlKind): string {
  const { scheme, user, host, path, values } = split(url);
  const shownUser = isSecretUser(user) ? '…@' : user === '' ? '' : `${user}@`;
  const shown = `${scheme}${shownUser}${host}`;
  return hasSecretPath ? `${shown}/…` : `${shown}${path}${values.map(hideValue).join('')}`;
}

function hideValue(part: string): string {
  const [name, value] = splitValue(part);
  return isSecretValue(name, value) ? `${name}…` : part;
}

/** `&sig=` and `abc`; a part without `=` is a value alone. */
function splitValue(part: string): readonly [name: string, value: string] {
  const [, name = '', value = ''] = /^([?&;#](?:[^=]*=)?)(.*)$/s.exec(part) ?? [];
  return [name, value];
}

function isSecretValue(name: string, value: string): boolean {
  return value !== '' && (value.length >= LEAST_TOKEN || SECRET_NAME.test(name));
}

/** A name alone is not secret, unless it is a token, which some servers take in its place. */
function isSecretUser(user: string): boolean {
  return user.includes(':') || user.length >= LEAST_TOKEN;
}

function listInUrl(url: string, { hasSecretPath }: UrlKind): string[] {
  const { user, path, values } = split(url);
  const ofUser = isSecretUser(user) ? [user, user.slice(user.indexOf(':') + 1)] : [];
  const ofQuery = values
    .map(splitValue)
    .filter(([name, value]) => isSecretValue(name, value))
    .map(([, value]) => value);
  const ofPath = hasSecretPath ? path.split('/').filter(({ length }) => length >= LEAST_TOKEN) : [];
  return [...ofUser, ...ofQuery, ...ofPath].filter((part) => part !== '');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A % that escapes nothing is a % itself.
    return text;
  }
}
