import { describe, expect, it } from 'vitest';
import { BulkError, isBulkError, toMessage, toSystemCode } from '../../src/core/errors.js';

function makeSystemError(code: unknown, cause?: unknown): Error {
  return Object.assign(new Error('it failed', { cause }), { code });
}

describe('BulkError', () => {
  it('has the remedy of its code for a hint', () => {
    const error = new BulkError('source_missing', 'There is no file a.csv.');
    expect(error).toMatchObject({
      name: 'BulkError',
      code: 'source_missing',
      message: 'There is no file a.csv.',
      hint: 'Check the path.',
      context: {},
    });
    expect('cause' in error).toBe(false);
  });

  it('keeps a hint, a context and a cause of its own', () => {
    const cause = new Error('ENOENT');
    const error = new BulkError('source_missing', 'x', { hint: 'Mount it.', context: { line: 3 }, cause });
    expect(error.hint).toBe('Mount it.');
    expect(error.context).toEqual({ line: 3 });
    expect(error.cause).toBe(cause);
  });

  it('is distinguished from other errors', () => {
    expect(isBulkError(new BulkError('interrupted', 'x'))).toBe(true);
    expect(isBulkError(Object.assign(new Error('x'), { name: 'BulkError', code: 'interrupted' }))).toBe(
      false,
    );
    expect(isBulkError(undefined)).toBe(false);
  });
});

describe('message of anything that was thrown', () => {
  it.each([
    [new Error('no room'), 'no room'],
    ['a text', 'a text'],
    [undefined, 'undefined'],
    [42, '42'],
  ])('of %j is %j', (thrown, message) => {
    expect(toMessage(thrown)).toBe(message);
  });
});

describe('system code', () => {
  it("is the error's own", () => {
    expect(toSystemCode(makeSystemError('ENOSPC'))).toBe('ENOSPC');
  });

  it('is found down the chain of causes', () => {
    const chain = new Error('outer', {
      cause: new Error('middle', { cause: makeSystemError('ECONNRESET') }),
    });
    expect(toSystemCode(chain)).toBe('ECONNRESET');
  });

  it('is the outermost of several', () => {
    expect(toSystemCode(makeSystemError('UND_ERR_SOCKET', makeSystemError('ECONNRESET')))).toBe(
      'UND_ERR_SOCKET',
    );
  });

  it('is never the code of a BulkError, but that of its cause', () => {
    expect(toSystemCode(new BulkError('output_unwritable', 'x', { cause: makeSystemError('EACCES') }))).toBe(
      'EACCES',
    );
    expect(toSystemCode(new BulkError('output_unwritable', 'x'))).toBeUndefined();
  });

  it('is a text: numbers are passed over', () => {
    expect(toSystemCode(makeSystemError(20, makeSystemError('EPIPE')))).toBe('EPIPE');
  });

  it.each([['ENOENT'], [undefined], [null], [{ code: 'ENOENT' }]])(
    'is not there in %j, which is no error',
    (thrown) => {
      expect(toSystemCode(thrown)).toBeUndefined();
    },
  );

  it('is given up on where causes go round in a circle', () => {
    const error = new Error('round');
    error.cause = error;
    expect(toSystemCode(error)).toBeUndefined();
  });
});
