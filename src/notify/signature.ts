/** The headers of a webhook by the Standard Webhooks specification, with a signature where there is a secret. */
import { Buffer } from 'node:buffer';
import { createHmac } from 'node:crypto';
import { BulkError } from '../core/errors.js';

const PREFIX = 'whsec_';

/** The key of `whsec_` and base64; undefined for no secret. Throws `config_invalid`, without the value. */
export function parseSecret(secret: string | undefined): Buffer | undefined {
  if (secret === undefined || secret.trim() === '') return undefined;
  const encoded = secret.trim().startsWith(PREFIX) ? secret.trim().slice(PREFIX.length) : '';
  const key = /^[A-Za-z0-9+/]+={0,2}$/.test(encoded) ? Buffer.from(encoded, 'base64') : Buffer.alloc(0);
  if (key.length >= 24) return key;
  throw new BulkError(
    'config_invalid',
    'Expected BITPOWR_BULK_NOTIFY_SECRET to be whsec_ and at least 24 bytes in base64.',
    { hint: 'Make one: echo "whsec_$(openssl rand -base64 32)". The receiver gets the same.' },
  );
}

/** `at`: ms since the epoch, of this try. */
export function toSignedHeaders(
  message: { readonly id: string; readonly body: string },
  at: number,
  key: Buffer | undefined,
): Record<string, string> {
  const seconds = String(Math.floor(at / 1000));
  const headers = { 'webhook-id': message.id, 'webhook-timestamp': seconds };
  if (key === undefined) return headers;
  const signature = createHmac('sha256', key)
    .update(`${message.id}.${seconds}.${message.body}`)
    .digest('base64');
  return { ...headers, 'webhook-signature': `v1,${signature}` };
}
