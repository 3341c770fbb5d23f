/** The URL of a queue: what would be misread is refused. Pure; no message has a part of the URL, because it may be one of a password. */
import { BulkError } from '../core/errors.js';

const SSL_MODES = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];

/** Throws `config_invalid`. */
export function assertQueueUrl(url: string): void {
  if (!/^postgres(ql)?:\/\//.test(url)) {
    throw new BulkError(
      'config_invalid',
      'Expected `--queue` to be postgres://…, or @FILE with such a line.',
      {
        hint: 'Write --queue @FILE if it names a file, or --queue postgres://USER:PASSWORD@HOST/DATABASE.',
      },
    );
  }
  const [, user = '', place = ''] = /^[a-z]+:\/\/(?:(.*)@)?(.*)$/s.exec(url) ?? [];
  // The last @ ends the password; before it, each of these would end something else.
  if (/[@/?#\s]|%(?![\da-f]{2})/i.test(user) || place.includes('#') || !URL.canParse(withHost(url))) {
    throw new BulkError(
      'config_invalid',
      'Expected the URL of `--queue` to be postgres://USER:PASSWORD@HOST/DATABASE.',
      {
        hint: 'Write @ : / ? # % and spaces in a user, a password or an option as %40 %3A %2F %3F %23 %25 %20, or leave the password out and set PGPASSWORD or ~/.pgpass.',
      },
    );
  }
  const mode = new URL(withHost(url)).searchParams.get('sslmode');
  if (mode !== null && !SSL_MODES.includes(mode)) {
    throw new BulkError(
      'config_invalid',
      'Expected the sslmode in the URL of `--queue` to be one that this program knows.',
      {
        hint: `Write sslmode=verify-full, or one of ${SSL_MODES.join(', ')}.`,
      },
    );
  }
}

/** With a socket, the host is an option: `postgres://user@/db?host=/var/run/postgresql`. */
function withHost(url: string): string {
  return url.replace(/^([a-z]+:\/\/[^/]*@)(?=[/?]|$)/, '$1localhost');
}
