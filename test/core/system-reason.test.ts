import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { toReasonText } from '../../src/core/system-reason.js';

it.each([
  ['EROFS', 'the file system is read-only (EROFS)'],
  ['EACCES', 'no permission (EACCES)'],
  ['EPERM', 'no permission (EPERM)'],
  ['ENOSPC', 'the disk is full (ENOSPC)'],
  ['EDQUOT', 'the disk quota is full (EDQUOT)'],
  ['EMFILE', 'too many files are open (EMFILE)'],
  ['ESOMETHING', 'as the system puts it'],
  ['toString', 'as the system puts it'],
])('%s is reported as: %s', (code, words) => {
  expect(toReasonText(Object.assign(new Error('as the system puts it'), { code }))).toBe(words);
});

it('a full disk is recognised by the error of the system', () => {
  let told = '';
  try {
    writeFileSync('/dev/full', 'x');
  } catch (error) {
    told = toReasonText(error);
  }
  expect(told).toBe('the disk is full (ENOSPC)');
});
