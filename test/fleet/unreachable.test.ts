import { describe, expect, it } from 'vitest';
import { BulkError } from '../../src/core/errors.js';
import { toUnreachable } from '../../src/fleet/unreachable.js';

const withCode = (code: string, message = 'It failed'): Error => Object.assign(new Error(message), { code });

describe('toUnreachable', () => {
  it.each([
    ['28P01', /password.*%40/],
    ['28000', /user and the password/],
    ['3D000', /createdb/],
    ['42501', /GRANT CREATE/],
    ['25006', /primary/],
    ['53300', /max_connections/],
    ['57P03', /again/],
    ['ECONNREFUSED', /Start PostgreSQL/],
    ['ENOTFOUND', /host/],
    ['EAI_AGAIN', /host/],
    ['ENOENT', /socket folder/],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', /sslrootcert/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /sslmode=verify-full/],
    ['ERR_INVALID_URL', /USER:PASSWORD@HOST/],
  ])('says what helps after %s', (code, hint) => {
    const fault = toUnreachable(withCode(code));
    expect(fault).toMatchObject({
      code: 'queue_unreachable',
      message: 'The queue can not be reached: It failed.',
    });
    expect(fault.hint).toMatch(hint);
  });

  it.each([
    ['The server does not support SSL connections', /ssl = on/],
    ['timeout expired', /firewall/],
    ['SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string', /PGPASSWORD/],
    ['URI malformed', /%25/],
  ])('and after "%s", which has no code', (message, hint) => {
    expect(toUnreachable(new Error(message)).hint).toMatch(hint);
  });

  it('has words for a name with several addresses, whose error has none', () => {
    const all = new AggregateError([withCode('ECONNREFUSED', 'connect ECONNREFUSED ::1:5432')]);
    const { message, hint } = toUnreachable(all);
    expect(message).toBe('The queue can not be reached: connect ECONNREFUSED ::1:5432.');
    expect(hint).toMatch(/Start PostgreSQL/);
  });

  it('leaves our own errors, and gives another one the remedy of its code', () => {
    const own = new BulkError('queue_newer', 'Newer.');
    expect(toUnreachable(own)).toBe(own);
    expect(toUnreachable('odd').hint).toMatch(/--queue/);
  });
});
