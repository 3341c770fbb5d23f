/** The HTTP proxy that the environment names, as most programs read it. */
import type { Environment } from '../core/environment.js';
import { BulkError } from '../core/errors.js';
import { isLoopback } from './base-url.js';

/** For undici's `EnvHttpProxyAgent`, which decides by `noProxy`; empty where a variable is not set. */
export interface ProxySettings {
  readonly httpProxy: string;
  readonly httpsProxy: string;
  readonly noProxy: string;
  /** For messages: its host and port, without user and password. */
  readonly name: string;
}

/**
 * The proxy for a base URL; undefined for loopback, such as the sandbox, or where none is named. The lower-case variables take
 * precedence, and without HTTPS_PROXY, HTTP_PROXY applies. Throws `config_invalid`, without the value.
 */
export function readProxy(environment: Environment, baseUrl: string): ProxySettings | undefined {
  const [httpProxy, httpsProxy] = [readUrl(environment, 'HTTP_PROXY'), readUrl(environment, 'HTTPS_PROXY')];
  const url = new URL(baseUrl);
  const used = url.protocol === 'https:' ? httpsProxy || httpProxy : httpProxy;
  if (used === '' || isLoopback(url.hostname)) return undefined;
  return { httpProxy, httpsProxy, noProxy: read(environment, 'NO_PROXY'), name: new URL(used).host };
}

function read(environment: Environment, name: string): string {
  return (environment[name.toLowerCase()] || environment[name] || '').trim();
}

/** `proxy.example:3128` means `http://proxy.example:3128`. */
function readUrl(environment: Environment, name: string): string {
  const text = read(environment, name);
  const full = text === '' || text.includes('://') ? text : `http://${text}`;
  if (full === '' || isProxyUrl(full)) return full;
  throw new BulkError('config_invalid', `Expected ${name} to be the URL of a proxy.`, {
    hint: `Write it as ${name}=http://proxy.example:3128, with %-escapes in a user name or password, or unset it.`,
  });
}

function isProxyUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hostname } = new URL(text);
  try {
    decodeURIComponent(username + password);
  } catch {
    // A % that escapes nothing.
    return false;
  }
  return /^(https?|socks5?):$/.test(protocol) && hostname !== '';
}
