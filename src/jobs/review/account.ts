/** Whose customers the credential of a review reaches. */
import { basename } from 'node:path';
import { toCredential } from '../../api/credential.js';
import type { ImportOptions } from '../../config/options.js';
import { isBulkError } from '../../core/errors.js';
import { checkAuth } from '../connect.js';
import type { Connection, JobDeps } from '../deps.js';
import type { CredentialAnswer } from './answers/state.js';
import { toErrorAnswer } from './error-answer.js';

/** The connection, if it has a credential. */
export function toUsable(connection: Connection): Connection | undefined {
  try {
    toCredential(connection.environment);
    return connection;
  } catch (error) {
    if (isBulkError(error) && error.code === 'credential_missing') return undefined;
    throw error;
  }
}

/** Asks the server; an answer of mode `failed` says why it does not take the credential. */
export async function askAccount(
  connection: Connection,
  options: ImportOptions,
  deps: JobDeps,
): Promise<CredentialAnswer> {
  try {
    const { mode, orgId } = await checkAuth(connection, options, deps);
    return {
      ...{ mode, organisation: orgId, server: toHost(connection) },
      credentialFrom: toCredentialName(connection),
    };
  } catch (error) {
    if (!isBulkError(error)) throw error;
    return { mode: 'failed', error: toErrorAnswer(error) };
  }
}

function toHost({ endpoint, baseUrl }: Connection): string {
  return endpoint === 'sandbox' ? 'sandbox' : new URL(baseUrl).host;
}

/** Only where it is, never a part of it. */
function toCredentialName({ endpoint, credentialsFile }: Connection): string {
  if (endpoint === 'sandbox') return 'the sandbox';
  return credentialsFile === undefined ? 'the environment' : basename(credentialsFile.path);
}
