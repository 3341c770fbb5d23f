import { expect, it } from 'vitest';
import { toOffer } from '../../src/cli/completion/offer.js';
import { listOptions } from '../../src/config/list-options.js';
import { findEncoding } from '../../src/read/encoding/find-encoding.js';

const LISTED = listOptions();

/** What is offered for the words, and what else. */
function read(...words: readonly string[]) {
  const { choices, also, prefix, typed } = toOffer(words, LISTED);
  const values = choices.map(({ value }) => value).filter((value) => value.startsWith(typed));
  return { values: values.map((value) => `${prefix}${value}`), also };
}

it.each([
  { words: ['rev'], values: ['review'] },
  { words: ['re'], values: ['review', 'resume', 'reconcile'] },
  { words: ['import', 'x', '--mode', 'up'], values: ['upsert', 'update'] },
  { words: ['import', 'x', '--mode=up'], values: ['--mode=upsert', '--mode=update'] },
  { words: ['import', 'x', '--mode', '=', 'up'], values: ['upsert', 'update'] },
  { words: ['import', 'x', '--mode', '='], values: ['upsert', 'create', 'update'] },
  { words: ['import', 'x', '--address-t'], values: ['--address-type'] },
  { words: ['import', 'x', '--no-h'], values: ['--no-header'] },
  { words: ['validate', 'x', '--encoding', 'iso'], values: ['iso-8859-1', 'iso-8859-15'] },
  { words: ['reconcile', 'x', '--previous', ''], values: ['last'], also: 'runs' },
  { words: ['show', ''], values: ['last'], also: 'runs and checks' },
  { words: ['resume', ''], values: ['last'], also: 'runs' },
  { words: ['show', '--reports-dir', 'x', ''], values: ['last'], also: 'runs and checks' },
  { words: ['import', ''], values: [], also: 'files' },
  { words: ['import', 'x', '--credentials', ''], values: [], also: 'files' },
  { words: ['import', 'x', '--reports-dir', ''], values: [], also: 'folders' },
  { words: ['explain', 'key'], values: [], also: 'codes' },
  { words: ['completion', ''], values: ['bash', 'zsh', 'fish', 'powershell'] },
  { words: ['help', 'un'], values: ['undo'] },
  { words: ['config', ''], values: ['show'] },
  { words: ['config', 'show', 'rec'], values: ['reconcile'] },
  { words: ['config', 'show', 'e'], values: ['export'] },
  { words: ['config', 'show', 'h'], values: [] },
  { words: ['import', '--no-config', ''], values: [], also: 'files' },
  { words: ['import', 'x', '--no-conf'], values: ['--no-config'] },
  { words: ['config', 'show', 'import', '--prof'], values: ['--profile'] },
  { words: ['export', '--env'], values: [] },
  { words: ['export', '--liv'], values: [] },
])('offers for $words: $values, and $also', ({ words, values, also }) => {
  expect(read(...words)).toEqual({ values, also });
});

it('offers the options where no argument is due', () => {
  expect(read('validate', 'x.csv', '').values).toEqual(expect.arrayContaining(['--strict', '--help']));
});

it('offers only encodings that can be read', async () => {
  const option = LISTED[0]?.options.find(({ name }) => name === '--encoding');
  expect(option?.suggestions.length).toBeGreaterThan(10);
  for (const name of option?.suggestions ?? []) await expect(findEncoding(name)).resolves.toBeDefined();
});
