import { expect, it } from 'vitest';
import { toRequest } from '../../src/cli/request.js';

it.each([
  [[], { type: 'overview' }],
  [['--version'], { type: 'version' }],
  [['-V'], { type: 'version' }],
  [['version'], { type: 'version' }],
  [['--help'], { type: 'help', command: undefined }],
  [['help'], { type: 'help', command: undefined }],
  [['help', 'import'], { type: 'help', command: 'import' }],
  [['help', '--help'], { type: 'help', command: 'help' }],
  [['import', '-h'], { type: 'help', command: 'import' }],
  [['import', 'x.csv', '--dry-run', '--help'], { type: 'help', command: 'import' }],
  [['import', '--', '--help'], { type: 'work' }],
  [['import', 'x.csv'], { type: 'work' }],
  [['__complete', '2', 'import', 'x'], { type: 'completion', style: '2', words: ['import', 'x'] }],
  [
    ['--get-yargs-completions', 'bitpowr-bulk', 'imp'],
    { type: 'completion', style: 'yargs', words: ['imp'] },
  ],
])('%j asks for %j', (words, request) => expect(toRequest(words)).toEqual(request));
