import { expect, it } from 'vitest';
import { toRequest } from '../../src/cli/request.js';

it.each([
  [[], { type: 'overview' }],
  [['--version'], { type: 'version' }],
  [['-V'], { type: 'version' }],
  [['version'], { type: 'version' }],
  [['--help'], { type: 'help', command: undefined, color: true }],
  [['help'], { type: 'help', command: undefined, color: true }],
  [['help', '--no-color'], { type: 'help', command: undefined, color: false }],
  [['help', 'import'], { type: 'help', command: 'import', color: true }],
  [['help', '--no-color', 'import'], { type: 'help', command: 'import', color: false }],
  [['help', '--help'], { type: 'help', command: 'help', color: true }],
  [['help', 'help'], { type: 'help', command: 'help', color: true }],
  [['import', '-h'], { type: 'help', command: 'import', color: true }],
  [['import', 'x.csv', '--dry-run', '--help'], { type: 'help', command: 'import', color: true }],
  [['import', '--no-color', '--help'], { type: 'help', command: 'import', color: false }],
  [['import', '--', '--help'], { type: 'work' }],
  [['import', 'x.csv'], { type: 'work' }],
  [['__complete', '2', 'import', 'x'], { type: 'completion', style: '2', words: ['import', 'x'] }],
  [
    ['--get-yargs-completions', 'bitpowr-bulk', 'imp'],
    { type: 'completion', style: 'yargs', words: ['imp'] },
  ],
])('%j asks for %j', (words, request) => expect(toRequest(words)).toEqual(request));
