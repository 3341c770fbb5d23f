/** What no output of this process may contain. */
import { listUrlSecrets } from '../core/url-secrets.js';
import type { Environment } from '../core/environment.js';
import { toSecrets } from '../jobs/secrets.js';
import { listNotifySecrets } from '../notify/targets.js';

/** Variables with a URL that may have a password in it. */
const URL_VARIABLES = ['BITPOWR_BASE_URL', 'HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'];

/** `words`: the command line. The credential, and the secret parts of each URL that is typed or set. */
export function listHidden(environment: Environment, words: readonly string[]): readonly string[] {
  const set = URL_VARIABLES.map((name) => environment[name] ?? '');
  const notified = [environment['BITPOWR_BULK_NOTIFY'] ?? '', ...listNotifyWords(words)];
  return [
    ...toSecrets(environment),
    environment['BITPOWR_BULK_NOTIFY_SECRET'] ?? '',
    ...notified.flatMap(listNotifySecrets),
    ...[...set, ...words].flatMap((text) => listUrlSecrets(text)),
  ].filter((secret) => secret !== '');
}

function listNotifyWords(words: readonly string[]): readonly string[] {
  return words.flatMap((word, at) => {
    if (word === '--notify') return [words[at + 1] ?? ''];
    return word.startsWith('--notify=') ? [word] : [];
  });
}
