import { Buffer } from 'node:buffer';
import type { SandboxCredential } from './credentials.js';
import type { Mode } from './mode.js';

/** The caller. The limiter counts by `id`, the store separates data by `tenantKey`. */
export interface Grant {
  id: string;
  tenantKey: string;
  orgId: string;
  mode: Mode;
  accountIds: readonly string[] | undefined;
}

export interface AuthRefusal {
  status: 401 | 403;
  message: string;
}

export type Authentication = { grant: Grant } | { refusal: AuthRefusal };

/** Credentials by the part after the scheme in the header, so that a request costs one lookup. */
export interface CredentialBook {
  bearer: Map<string, KnownCredential>;
  basic: Map<string, KnownCredential>;
}

interface KnownCredential {
  grant: Grant;
  state: 'active' | 'expired' | 'disabled';
  isBase64: boolean;
}

/** The credentials as a lookup table. */
export function toCredentialBook(credentials: readonly SandboxCredential[]): CredentialBook {
  const book: CredentialBook = { bearer: new Map(), basic: new Map() };
  for (const credential of credentials) addCredential(book, credential);
  return book;
}

/** Adds one credential, for tokens from `/utils/generateToken`. */
export function addCredential(book: CredentialBook, credential: SandboxCredential): void {
  const { publicKey, secretKey, token, apiKey } = credential;
  const known = (id: string, isBase64 = false): KnownCredential => ({
    grant: toGrant(credential, id),
    state: credential.state ?? 'active',
    isBase64,
  });
  if (publicKey !== undefined && secretKey !== undefined) {
    book.bearer.set(`${publicKey}.${secretKey}`, known(publicKey));
    book.bearer.set(toBase64Pair(publicKey, secretKey), known(publicKey, true));
  }
  if (token !== undefined) book.bearer.set(token, known(token));
  if (apiKey !== undefined) book.basic.set(apiKey, known(apiKey));
}

/** Checks an `Authorization` header: gives a grant, or the refusal that the vendor documents. */
export function authenticate(
  header: string | undefined,
  book: CredentialBook,
  base64Auth: 'ok' | 'deprecated',
): Authentication {
  if (header === undefined || header === '') return refuse(401, 'MISSING_AUTH_HEADER');
  const space = header.indexOf(' ');
  const scheme = (space === -1 ? header : header.slice(0, space)).toLowerCase();
  const value = space === -1 ? '' : header.slice(space + 1).trim();
  if (scheme !== 'bearer' && scheme !== 'basic') return refuse(401, 'INVALID_AUTHORIZATION_METHOD');
  if (value === '') return refuse(401, 'INVALID_AUTHORIZATION');
  const known = scheme === 'basic' ? book.basic.get(value) : findBearer(book, value);
  if (known === undefined) {
    // An unknown key pair or API key, or a text that is not a credential at all.
    const isKey = scheme === 'basic' || value.includes('.') || decodePair(value) !== undefined;
    return refuse(401, isKey ? 'INVALID_API_KEY' : 'INVALID_AUTHORIZATION');
  }
  if (known.isBase64 && base64Auth === 'deprecated') return refuse(401, 'API_KEY_DEPRECATED');
  if (known.state === 'expired') return refuse(401, 'EXPIRED_API_KEY');
  if (known.state === 'disabled') return refuse(403, 'DISABLED_API_ACCESS');
  return { grant: known.grant };
}

function findBearer(book: CredentialBook, value: string): KnownCredential | undefined {
  const known = book.bearer.get(value);
  if (known !== undefined) return known;
  // Base64 without its padding, or in the URL alphabet, means the same.
  const pair = decodePair(value);
  return pair === undefined ? undefined : book.bearer.get(toBase64Pair(pair[0], pair[1]));
}

function toBase64Pair(publicKey: string, secretKey: string): string {
  return Buffer.from(`${publicKey}:${secretKey}`).toString('base64');
}

function decodePair(value: string): [string, string] | undefined {
  const text = Buffer.from(value, 'base64').toString('latin1');
  const match = /^([\w.-]+):([\w.-]+)$/.exec(text);
  return match?.[1] === undefined || match[2] === undefined ? undefined : [match[1], match[2]];
}

function toGrant(credential: SandboxCredential, id: string): Grant {
  const { orgId, mode } = credential;
  return { id, tenantKey: `${orgId}:${mode}`, orgId, mode, accountIds: credential.accountIds };
}

function refuse(status: 401 | 403, message: string): Authentication {
  return { refusal: { status, message } };
}
