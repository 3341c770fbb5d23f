import { describe, expect, it } from 'vitest';
import { assertHeader } from '../../src/read/header.js';
import { openSource } from '../../src/read/open.js';
import { catchBulkError, openText, toFixturePath } from './reading.js';

describe('assertHeader', () => {
  it.each([
    [['name', 'email']],
    [['name', '', '']],
    [['name', '2023', '2024']],
    [['email@work', 'name']],
    [["'=name"]],
    [['name', 'Phone 2']],
  ])('takes %j for a header', (cells) => {
    expect(() => assertHeader({ cells, name: 'customers.csv', line: 1, remedy: '' })).not.toThrow();
  });

  it.each([
    [['', ' '], 'all its cells are empty'],
    [['C-1', 'Ada', 'ada@example.com'], 'its cell 3 is an email address'],
    [['Ada', '+234 801 234 5678'], 'its cell 2 is a phone'],
    [['6f1c2a34-0000-4000-8000-000000000001', 'Ada'], 'its cell 1 is a UUID'],
    [['1', '2', ''], 'all its cells are numbers'],
  ])('does not take %j for one', (cells, reason) => {
    const place = { cells, name: 'customers.csv', line: 4, remedy: '' };
    expect(() => assertHeader(place)).toThrow(`line 4 should be a header`);
    expect(() => assertHeader(place)).toThrow(reason);
  });

  it('is asked with the line of the header, and shows no value of it', async () => {
    const error = await catchBulkError(openSource(toFixturePath('no-header.csv')));
    expect(error.code).toBe('header_missing');
    expect(error.message).toContain('line 1');
    expect(error.message + error.hint).not.toContain('ada@');
    expect(
      (await catchBulkError(openText('\n\nC-1,Ada,ada@example.com\nC-2,Bo,b@example.com\n'))).message,
    ).toContain('line 3');
  });
});
