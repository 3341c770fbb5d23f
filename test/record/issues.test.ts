import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeIssues } from '../../src/record/table/issues.js';
import { makeFolder, makeIssue, readMode } from './support.js';

describe('writeIssues', () => {
  it('writes one line for each finding, formulas in the value made harmless', async () => {
    const path = join(await makeFolder(), 'issues.csv');
    const count = await writeIssues(path, [
      [
        makeIssue({ rowNumber: 0, line: 1, code: 'column_unknown', severity: 'warning', column: 'Colour' }),
        makeIssue({
          rowNumber: 2,
          line: 4,
          code: 'email_invalid',
          column: 'E-mail',
          value: '=HYPERLINK("x")',
          message: 'Not an address.',
          hint: 'Correct the email.',
        }),
      ],
      [makeIssue({ rowNumber: 2, line: 4, code: 'name_missing' })],
    ]);
    expect(count).toBe(3);
    expect(await readFile(path, 'utf8')).toBe(
      [
        'row,line,column,severity,code,value,message,hint',
        '0,1,Colour,warning,column_unknown,,,',
        `2,4,E-mail,error,email_invalid,"'=HYPERLINK(""x"")",Not an address.,Correct the email.`,
        '2,4,,error,name_missing,,,',
        '',
      ].join('\n'),
    );
    expect(await readMode(path)).toBe('0600');
  });

  it('has its header only when nothing was found', async () => {
    const path = join(await makeFolder(), 'issues.csv');
    expect(await writeIssues(path, [])).toBe(0);
    expect(await readFile(path, 'utf8')).toBe('row,line,column,severity,code,value,message,hint\n');
  });
});
