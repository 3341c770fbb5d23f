/** Why PostgreSQL is no use as a queue, with what helps. No message has the URL, or a secret of it. */
import { BulkError, isBulkError, toMessage, toSystemCode } from '../core/errors.js';

const SPECIAL = 'In a URL, write @ : / ? # % in a password as %40 %3A %2F %3F %23 %25.';

/** By SQLSTATE, or the system's code. */
const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [
    /^28/,
    `Check the user and the password in --queue, or in PGPASSWORD or ~/.pgpass if the URL has none. ${SPECIAL}`,
  ],
  [/^3D000$/, 'Create the database with `createdb -O USER DATABASE`, or name another one in --queue.'],
  [
    /^42501$/,
    'The user must own the database, or may create schemas in it: type `GRANT CREATE ON DATABASE name TO user` in psql as its owner.',
  ],
  [
    /^25006$/,
    'The server is a standby, or the user is read-only. Give --queue the URL of the primary server, and a user that may write.',
  ],
  [
    /^53300$/,
    'Raise max_connections, or start fewer workers: see "Connections" in the guide "Many machines".',
  ],
  [/^57P03$/, 'PostgreSQL is starting or stopping. Type the command again in a minute.'],
  [/^ECONNREFUSED$/, 'Start PostgreSQL, or correct the host and the port in --queue.'],
  [/^(ENOTFOUND|EAI_AGAIN)$/, `Correct the host in --queue. ${SPECIAL}`],
  [/^ENOENT$/, 'Start PostgreSQL, or correct the socket folder or the file that the URL of --queue names.'],
  [
    /CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS/,
    'Name the authority that signed the certificate of the server: sslmode=verify-full&sslrootcert=FILE in the URL.',
  ],
  [
    /^ERR_INVALID_URL$|^URI_MALFORMED$/,
    `Write --queue as postgres://USER:PASSWORD@HOST/DATABASE. ${SPECIAL}`,
  ],
];

/** Errors of `pg` without a code. */
const BY_TEXT: readonly (readonly [RegExp, string])[] = [
  [
    /does not support SSL/,
    'Turn on TLS in PostgreSQL (`ssl = on`), or take sslmode out of the URL of --queue.',
  ],
  [/timeout/i, 'Check the host and the port in --queue, and the firewall between.'],
  [/password must be a string|no password/i, 'Give the URL a password, or set PGPASSWORD or ~/.pgpass.'],
  [/URI malformed/, `Write --queue as postgres://USER:PASSWORD@HOST/DATABASE. ${SPECIAL}`],
];

/** What PostgreSQL or its network answered, as `queue_unreachable`. */
export function toUnreachable(cause: unknown): BulkError {
  if (isBulkError(cause)) return cause;
  const fault = toFirst(cause);
  const hint = findRemedy(fault);
  const message = `The queue can not be reached: ${toMessage(fault).replace(/\.$/, '')}.`;
  return new BulkError('queue_unreachable', message, { cause, ...(hint === undefined ? {} : { hint }) });
}

/** A name with several addresses gives an error without words, with one error of each. */
function toFirst(cause: unknown): unknown {
  return cause instanceof AggregateError && cause.errors.length > 0 ? cause.errors[0] : cause;
}

function findRemedy(fault: unknown): string | undefined {
  const code = toSystemCode(fault) ?? '';
  const byCode = REMEDIES.find(([codes]) => codes.test(code));
  return (byCode ?? BY_TEXT.find(([words]) => words.test(toMessage(fault))))?.[1];
}
