import { expect, it } from 'vitest';
import { readAfterDashes } from '../../src/cli/after-dashes.js';

it.each([
  [
    ['validate', 'a.csv'],
    ['validate', 'a.csv'],
  ],
  [
    ['validate', '--', 'a.csv'],
    ['validate', 'a.csv'],
  ],
  [
    ['validate', '--', '-a.csv'],
    ['validate', './-a.csv'],
  ],
  [
    ['import', '--sandbox', '--', '--live'],
    ['import', '--sandbox', './--live'],
  ],
  [
    ['import', '--sandbox', '--', 'true'],
    ['import', '--sandbox', './true'],
  ],
  [
    ['validate', '--', '-'],
    ['validate', '-'],
  ],
  [
    ['validate', '--', '--'],
    ['validate', './--'],
  ],
  [
    ['show', '--', 'run-1'],
    ['show', 'run-1'],
  ],
  [['--'], []],
])('%j is %j', (words, expected) => expect(readAfterDashes(words)).toEqual(expected));
