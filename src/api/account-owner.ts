/** Whose the credential is. */
import { BulkError } from '../core/errors.js';
import type { Account } from '../core/types.js';
import type { Retrier } from './retry.js';
import type { NamedRequest } from './sender.js';
import { readAccount, readFirstOwner } from './wire.js';

/** The owner of these customers. If there is no `GET /auth`, the first customer names it, if there is one. */
export async function readAccountOrThrow(
  retrier: Retrier,
  get: (route: string, to: string) => NamedRequest,
  origin: string,
): Promise<Account> {
  const result = await retrier.read(get('/auth', '/auth'), readAccount);
  if (result.kind === 'ok') return result.value;
  const other =
    result.kind === 'not_found'
      ? await retrier.read(get('/customers', '/customers?page=1&orderBy=desc'), readFirstOwner)
      : result;
  if (other.kind === 'ok') return other.value;
  if (other.kind === 'unavailable' && other.stopped) {
    throw new BulkError(
      'interrupted',
      'The run was stopped before the API had said whose the credential is.',
    );
  }
  throw new BulkError(
    'server_unreachable',
    `${origin} did not answer GET /auth like the Bitpowr API: ${result.message}`,
    {
      context: { httpStatus: result.httpStatus },
    },
  );
}
