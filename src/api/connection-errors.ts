/** Requests that got no answer: what went wrong, and whether the server may have acted. */
import { toMessage, toSystemCode } from '../core/errors.js';
import { isOfProxy } from './proxy-client.js';
import { toStatusText } from './error-message.js';

export interface ConnectionFailure {
  /** Whether the server may have received the request. If not, a retry is safe for any request. */
  readonly mayHaveReached: boolean;
  /** Whether the problem is permanent, so that a retry soon makes no sense. */
  readonly isLasting: boolean;
  /** For people; contains no URL. */
  readonly message: string;
}

/** Our own codes, in addition to the system's: a request timed out, or its answer was too large, or could not be unpacked or read. */
export const TIMEOUT_CODE = 'REQUEST_TIMEOUT';
export const TOO_LARGE_CODE = 'ANSWER_TOO_LARGE';
export const ENCODING_CODE = 'ANSWER_ENCODING';
export const CHARSET_CODE = 'ANSWER_CHARSET';
/** undici refuses a status of 100 or 101, and says so in its message alone. */
const INTERIM_CODE = 'UNASKED_STATUS';

interface Row {
  readonly text: string;
  readonly isLasting?: true;
}

const DNS = 'The name of the host could not be resolved';
/** Who presents a certificate, if it is not the proxy. */
const SERVER = 'the server';
const CERTIFICATE = `The TLS certificate of ${SERVER} was not accepted`;
const TLS = 'The TLS handshake failed';
const CONNECT = 'No connection could be made';
const CUT = 'The connection was cut before the answer was complete';
const TIMEOUT = 'No complete answer came in time';
const GARBLED = 'The answer was not proper HTTP';

/** Node's and undici's codes. An unlisted code is treated as a temporary problem. */
const TABLE: Readonly<Record<string, Row>> = {
  ENOTFOUND: { text: `${DNS}: there is no such host` },
  EAI_AGAIN: { text: `${DNS}: the name server did not answer` },
  EAI_FAIL: { text: DNS },
  EAI_NONAME: { text: DNS },
  EAI_NODATA: { text: DNS },
  ECONNREFUSED: { text: `${CONNECT}: refused, nothing listens there` },
  EHOSTUNREACH: { text: `${CONNECT}: no route to the host` },
  EHOSTDOWN: { text: `${CONNECT}: the host is down` },
  ENETUNREACH: { text: `${CONNECT}: no route to the network` },
  ENETDOWN: { text: `${CONNECT}: the network is down` },
  EADDRNOTAVAIL: { text: `${CONNECT}: no local port is free` },
  EMFILE: { text: `${CONNECT}: too many open files` },
  ETIMEDOUT: { text: `${CONNECT} in time` },
  UND_ERR_CONNECT_TIMEOUT: { text: `${CONNECT} in time` },
  CERT_HAS_EXPIRED: { text: `${CERTIFICATE}: it has expired`, isLasting: true },
  CERT_NOT_YET_VALID: { text: `${CERTIFICATE}: it is not valid yet (is this clock right?)`, isLasting: true },
  CERT_REVOKED: { text: `${CERTIFICATE}: it was revoked`, isLasting: true },
  DEPTH_ZERO_SELF_SIGNED_CERT: { text: `${CERTIFICATE}: it is self-signed`, isLasting: true },
  SELF_SIGNED_CERT_IN_CHAIN: {
    text: `${CERTIFICATE}: its chain ends in a self-signed one (a proxy that inspects traffic? see NODE_EXTRA_CA_CERTS)`,
    isLasting: true,
  },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: { text: `${CERTIFICATE}: its issuer is unknown`, isLasting: true },
  UNABLE_TO_GET_ISSUER_CERT: { text: `${CERTIFICATE}: its issuer is unknown`, isLasting: true },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: {
    text: `${CERTIFICATE}: its issuer is unknown here (see NODE_EXTRA_CA_CERTS)`,
    isLasting: true,
  },
  ERR_TLS_CERT_ALTNAME_INVALID: { text: `${CERTIFICATE}: it is for another host`, isLasting: true },
  ERR_SSL_WRONG_VERSION_NUMBER: {
    text: `${TLS}: ${SERVER} does not speak TLS on this port`,
    isLasting: true,
  },
  ERR_SSL_PACKET_LENGTH_TOO_LONG: {
    text: `${TLS}: ${SERVER} does not speak TLS on this port`,
    isLasting: true,
  },
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: { text: `${TLS}: no common version`, isLasting: true },
  EPROTO: { text: TLS },
  ECONNRESET: { text: CUT },
  ECONNABORTED: { text: CUT },
  EPIPE: { text: CUT },
  UND_ERR_SOCKET: { text: CUT },
  UND_ERR_INFO: { text: CUT },
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: { text: CUT },
  UND_ERR_HEADERS_TIMEOUT: { text: TIMEOUT },
  UND_ERR_BODY_TIMEOUT: { text: TIMEOUT },
  [TIMEOUT_CODE]: { text: TIMEOUT },
  UND_ERR_ABORTED: { text: 'The request was cut off, because the run must end immediately' },
  UND_ERR_DESTROYED: { text: 'The request was cut off, because the run must end immediately' },
  UND_ERR_CLOSED: { text: 'The client is closed', isLasting: true },
  UND_ERR_HEADERS_OVERFLOW: { text: `${GARBLED}: its headers are too large`, isLasting: true },
  UND_ERR_INVALID_ARG: { text: 'The request could not be written', isLasting: true },
  [ENCODING_CODE]: { text: 'The answer is compressed, and could not be unpacked', isLasting: true },
  [CHARSET_CODE]: { text: 'The text of the answer is not UTF-8', isLasting: true },
  [INTERIM_CODE]: { text: `${GARBLED}: it begins with the status 100 or 101, which was not asked for` },
  [TOO_LARGE_CODE]: { text: 'The answer is larger than is taken', isLasting: true },
};

/**
 * What a request without a complete answer means. `wasStarted`: a connection existed, and writing the request to it began.
 *
 * That alone decides whether the server may have received it. The code can't: EHOSTUNREACH, ETIMEDOUT or ECONNRESET come
 * both from a connection that was never established and from one that broke during the request.
 */
export function toConnectionFailure(error: unknown, wasStarted: boolean, proxy?: string): ConnectionFailure {
  const refusal = wasStarted ? undefined : toProxyRefusal(error, proxy);
  if (refusal !== undefined) return refusal;
  const code = toInterimCode(error) ?? toSystemCode(error) ?? toParserCode(error);
  const row = code === undefined ? undefined : toRow(code);
  const text = toText(row, code, error, wasStarted);
  const message = proxy === undefined || wasStarted ? text : withProxy(text, proxy, error);
  return { mayHaveReached: wasStarted, isLasting: row?.isLasting === true, message: `${message}.` };
}

/** The certificate may be that of the proxy. What else is said of a connection may be true of either. */
function withProxy(text: string, proxy: string, error: unknown): string {
  return text.includes(SERVER) && isOfProxy(error)
    ? text.replaceAll(SERVER, `the proxy ${proxy}`)
    : `${text}, through the proxy ${proxy}, unless NO_PROXY excepts the host`;
}

/** What a proxy answered to CONNECT; undici has it in the message alone. */
function toProxyRefusal(error: unknown, proxy: string | undefined): ConnectionFailure | undefined {
  const status = /^Proxy response \((\d{3})\)/.exec(toMessage(error))?.[1];
  if (proxy === undefined || status === undefined) return undefined;
  const why =
    status === '407'
      ? 'it asks for a user name and password (HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT)'
      : `it answered CONNECT with ${toStatusText(Number(status))}`;
  const message = `The proxy ${proxy} refused the connection: ${why}.`;
  return { mayHaveReached: false, isLasting: Number(status) < 500, message };
}

/** undici's parser errors have their code only in some releases. */
function toParserCode(error: unknown): string | undefined {
  return error instanceof Error && error.name === 'HTTPParserError' ? 'HPE_INVALID' : undefined;
}

function toInterimCode(error: unknown): string | undefined {
  return /^bad (response|upgrade)$/.test(toMessage(error)) ? INTERIM_CODE : undefined;
}

function toRow(code: string): Row | undefined {
  if (Object.hasOwn(TABLE, code)) return TABLE[code];
  if (code.startsWith('HPE_')) return { text: GARBLED };
  if (code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_')) return { text: TLS };
  return undefined;
}

function toText(row: Row | undefined, code: string | undefined, error: unknown, wasStarted: boolean): string {
  if (row === undefined) {
    return code === undefined ? `The request failed: ${toMessage(error)}` : `The request failed (${code})`;
  }
  if (code === INTERIM_CODE) return row.text;
  if (code === TIMEOUT_CODE) return wasStarted ? row.text : `${CONNECT} in time`;
  // After the connection was established, a code of connecting means that it broke.
  const text = wasStarted && row.text.startsWith(CONNECT) ? CUT : row.text;
  return `${text} (${code ?? ''})`;
}
