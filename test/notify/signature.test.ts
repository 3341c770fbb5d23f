import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { parseSecret, toSignedHeaders } from '../../src/notify/signature.js';

const SECRET = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;
const MESSAGE = { id: 'evt_1', body: '{"name":"ü"}' };

describe('toSignedHeaders', () => {
  it('are accepted by the library of the specification, and not for another body', () => {
    const headers = toSignedHeaders(MESSAGE, Date.now(), parseSecret(SECRET));
    const receiver = new Webhook(SECRET);
    expect(receiver.verify(MESSAGE.body, headers)).toEqual({ name: 'ü' });
    expect(() => receiver.verify('{"name":"u"}', headers)).toThrow();
  });

  it('have no signature without a secret', () => {
    expect(toSignedHeaders(MESSAGE, 1_700_000_000_999, parseSecret(''))).toEqual({
      'webhook-id': 'evt_1',
      'webhook-timestamp': '1700000000',
    });
  });

  it.each(['secret', 'whsec_', 'whsec_c2hvcnQ=', 'whsec_not base64 at all, though it is long enough'])(
    'refuses the secret %j without showing it',
    (secret) => {
      expect(() => parseSecret(secret)).toThrow('Expected BITPOWR_BULK_NOTIFY_SECRET to be whsec_');
      try {
        parseSecret(secret);
      } catch (error) {
        expect(String(error)).not.toContain(secret === 'whsec_' ? '``' : secret);
      }
    },
  );
});
