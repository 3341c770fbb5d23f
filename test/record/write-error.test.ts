import { describe, expect, it } from 'vitest';
import { BulkError } from '../../src/core/errors.js';
import { toWriteError, withWriteErrors } from '../../src/record/table/write-error.js';

function makeSystemError(code: string): Error {
  return Object.assign(new Error(`${code}: as the system puts it`), { code });
}

describe('toWriteError', () => {
  it.each([
    ['ENOSPC', 'the disk is full (ENOSPC)'],
    ['EACCES', 'no permission (EACCES)'],
    ['EROFS', 'the file system is read-only (EROFS)'],
    ['EDQUOT', 'the disk quota is full (EDQUOT)'],
    ['EWHATEVER', 'EWHATEVER: as the system puts it'],
  ])('puts %s into words', (code, reason) => {
    const error = toWriteError('/r/results.csv', makeSystemError(code));
    expect(error.message).toBe(`Could not write /r/results.csv: ${reason}.`);
    expect(error.context).toEqual({ path: '/r/results.csv', systemCode: code });
  });
});

describe('withWriteErrors', () => {
  it('lets an error that has a code of ours pass', async () => {
    const damaged = new BulkError('journal_damaged', 'The journal can not be read.');
    await expect(withWriteErrors('/r/a', () => Promise.reject(damaged))).rejects.toBe(damaged);
  });
});
