import { expect, test } from 'vitest';
import { toBlock } from '../../../src/review/page/fix/pasted-block.js';

test.each([
  ['one', [['one']]],
  ['', [['']]],
  ['One\r\nTwo\r\n', [['One'], ['Two']]],
  ['One\n\nThree\n', [['One'], [''], ['Three']]],
  [
    'A\tB\r\n\tD\r\n',
    [
      ['A', 'B'],
      ['', 'D'],
    ],
  ],
  [
    '"two\nlines"\tB\r\nC\t"say ""hi"""',
    [
      ['two\nlines', 'B'],
      ['C', 'say "hi"'],
    ],
  ],
  ['"with a\ttab"', [['with a\ttab']]],
  // Quotes that no spreadsheet put there.
  ['"Ana"\nthe "old" one\n5" pipe\n"', [['"Ana"'], ['the "old" one'], ['5" pipe'], ['"']]],
  ['"a" b\tc', [['"a" b', 'c']]],
])('%j is read as a spreadsheet copied it', (text, block) => {
  expect(toBlock(text)).toEqual(block);
});
