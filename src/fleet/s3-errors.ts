/** What the AWS SDK throws, in words that say what to do. */
import { BulkError, toMessage } from '../core/errors.js';

const KEYS = 'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY';

/** What repeating does not help against, by the name of the error. */
const REFUSALS: Readonly<Record<string, string>> = {
  NoSuchBucket: 'Create the bucket, or correct its name in --store.',
  InvalidBucketName: 'Correct the name of the bucket in --store.',
  InvalidAccessKeyId: `Correct ${KEYS}.`,
  SignatureDoesNotMatch: `Correct ${KEYS}.`,
  AccessDenied: 'Let the key read, write, list and delete objects of the bucket.',
  Forbidden: 'Let the key read, write, list and delete objects of the bucket.',
  CredentialsProviderError: `Set ${KEYS}, or give the machine a role.`,
  AuthorizationHeaderMalformed: 'Set AWS_REGION to the region of the bucket.',
  PermanentRedirect: 'Set AWS_REGION to the region of the bucket.',
  ERR_MODULE_NOT_FOUND: 'Type `npm install @aws-sdk/client-s3 @aws-sdk/lib-storage` beside bitpowr-bulk.',
  'Region is missing': 'Set AWS_REGION to the region of the bucket.',
};

/** `config_invalid`; undefined if the fault may pass by itself. */
export function toRefusal(store: string, error: unknown): BulkError | undefined {
  const { name, code, message } = error as { name?: string; code?: string; message?: string };
  const known = [name, code, message].find((word) => word !== undefined && Object.hasOwn(REFUSALS, word));
  if (known === undefined) return undefined;
  const text = `The store ${store} can not be used: ${toReason(error)}`;
  return new BulkError('config_invalid', text, { hint: REFUSALS[known] ?? '' });
}

/** A sentence. A connection that is refused at each address of a host has no message of its own. */
export function toReason(error: unknown): string {
  const { name, code } = error as { name?: string; code?: string };
  const message = toMessage(error);
  const said = message === '' || message === 'UnknownError' ? (code ?? name ?? 'unknown error') : message;
  return said.replace(/\.?$/, '.');
}
