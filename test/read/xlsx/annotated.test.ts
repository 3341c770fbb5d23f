import { writeXlsx } from 'hucre';
import { expect, it } from 'vitest';
import { readRows } from '../reading.js';
import { openBytes } from './opening.js';

it('reads the cells of a workbook with colours, comments and widths as they were written', async () => {
  const bytes = await writeXlsx({
    sheets: [
      {
        name: 'Customers',
        columns: [{ width: 20 }, { width: 30 }],
        rows: [
          ['externalId', 'email'],
          ['0012', 'not an email'],
          ['=1+1', ' spaces '],
        ],
        cells: new Map([
          [
            '1,1',
            {
              value: 'not an email',
              style: { fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFFF0000' } } },
              comment: { author: 'bitpowr-bulk', text: 'email_invalid: The email is not an address.' },
            },
          ],
        ]),
      },
    ],
  });
  const source = await openBytes(Buffer.from(bytes));
  expect(source.columns).toEqual(['externalId', 'email']);
  expect((await readRows(source)).map(({ cells }) => cells)).toEqual([
    ['0012', 'not an email'],
    ['=1+1', ' spaces '],
  ]);
});
