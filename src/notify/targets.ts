/** Who is notified: a webhook, a Slack-compatible receiver, or an e-mail address. */
import { isLoopback } from '../api/base-url.js';
import { BulkError } from '../core/errors.js';
import { listUrlSecrets } from '../core/url-secrets.js';

/** A URL to POST to. It may contain a token, so only `name` is shown. */
export interface HttpTarget {
  readonly kind: 'webhook' | 'slack';
  readonly origin: string;
  /** Includes the query. */
  readonly path: string;
  /** User name and password of the URL, for HTTP Basic authentication. */
  readonly user: string | undefined;
  /** Parts of the URL that no output may contain. */
  readonly secrets: readonly string[];
  /** For messages: the scheme and the host. */
  readonly name: string;
}

export interface MailTarget {
  readonly kind: 'mail';
  readonly to: readonly string[];
  readonly name: string;
}

export type Target = HttpTarget | MailTarget;

/** The URL of a webhook lets everyone who has it send messages. */
const WEBHOOK = { hasSecretPath: true };

const EXPECTED = 'https://…, slack+https://… or mailto:…';
const HIDDEN = 'Its value is not shown, because it may contain a token';

/**
 * Targets from the texts of `--notify`; each has one or more, with white space between them. Throws `config_invalid`,
 * which shows no part of a URL.
 */
export function parseTargets(texts: readonly string[]): readonly Target[] {
  const words = texts.flatMap((text) => text.split(/\s+/)).filter((word) => word !== '');
  return words.map((word, at) => parseTarget(word, words.length === 1 ? '' : ` (number ${at + 1})`));
}

/** Parts of the targets that no output may contain. */
export function toTargetSecrets(targets: readonly Target[]): readonly string[] {
  return targets.flatMap((target) => (target.kind === 'mail' ? [] : target.secrets));
}

/** Likewise of texts of `--notify` that may be wrong. */
export function listNotifySecrets(text: string): readonly string[] {
  return listUrlSecrets(text, WEBHOOK);
}

function parseTarget(word: string, which: string): Target {
  if (/^mailto:/i.test(word)) return parseMail(word.slice('mailto:'.length), which);
  const [, slack, rest = ''] = /^(slack\+)?(https?:\/\/.*)$/i.exec(word) ?? [];
  const url = URL.canParse(rest) ? new URL(rest) : undefined;
  if (url === undefined || url.hostname === '') throw toError(`to be ${EXPECTED}`, which);
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw toError('to begin with https:// (plain http is for loopback only)', which);
  }
  if (url.hash !== '') throw toError('to have no #, which would not be sent', which);
  return {
    kind: slack === undefined ? 'webhook' : 'slack',
    origin: url.origin,
    path: url.pathname + url.search,
    user: toUser(url, which),
    secrets: listUrlSecrets(rest, WEBHOOK),
    name: `${slack === undefined ? '' : 'slack+'}${url.origin}/…`,
  };
}

function toUser({ username, password }: URL, which: string): string | undefined {
  if (username === '' && password === '') return undefined;
  try {
    return `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  } catch (cause) {
    throw toError('to have %-escapes in its user name and password that can be read', which, cause);
  }
}

/** A name of this machine, such as `root`, or an address. None can end a line, begin an option, or add a second one. */
const ADDRESS = /^[A-Za-z0-9][\w.!#$%&'*+/=?^`{|}~-]{0,63}(@[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)?$/;

function parseMail(list: string, which: string): MailTarget {
  const to = list.split(',').map(decode);
  if (list.includes('?') || !to.every((address) => ADDRESS.test(address))) {
    throw toError(
      'to be mailto: and one or more addresses, with commas between them, and no ?subject=',
      which,
    );
  }
  return { kind: 'mail', to, name: `mailto:${to.join(',')}` };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A % that escapes nothing is a % itself.
    return text;
  }
}

function toError(expected: string, which: string, cause?: unknown): BulkError {
  return new BulkError('config_invalid', `Expected \`--notify\`${which} ${expected}. ${HIDDEN}.`, {
    cause,
    hint: 'Correct --notify or BITPOWR_BULK_NOTIFY. See docs/guides/notifications.md.',
  });
}
