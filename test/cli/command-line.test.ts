import { describe, expect, it } from 'vitest';
import { readFlags, toWords } from '../../src/cli/command-line.js';
import { findCommand, findMisuse } from '../../src/cli/help/misuse.js';
import { listOptions } from '../../src/config/list-options.js';

const LISTED = listOptions();

function read(line: string) {
  const words = toWords(line.split(' '), LISTED);
  const command = findCommand(words, LISTED);
  return command && readFlags(words, command);
}

describe('readFlags', () => {
  it.each([
    ['validate a.csv', { source: 'a.csv' }],
    ['validate -', { source: '-' }],
    ['validate a.csv --strict', { source: 'a.csv', strict: true }],
    ['validate --strict a.csv', { source: 'a.csv', strict: true }],
    ['--strict validate a.csv', { source: 'a.csv', strict: true }],
    ['import a.csv --dryRun', { source: 'a.csv', dryRun: true }],
    ['import a.csv --no-email-unique', { source: 'a.csv', emailUnique: false }],
    ['import a.csv --noEmailUnique', { source: 'a.csv', emailUnique: false }],
    ['import a.csv --dry-run=false', { source: 'a.csv', dryRun: false }],
    ['import a.csv --dry-run true', { source: 'a.csv', dryRun: true }],
    ['import --dry-run false a.csv', { source: 'a.csv', dryRun: false }],
    ['import a.csv --quiet --no-quiet', { source: 'a.csv', quiet: false }],
    ['import a.csv --max-errors=5', { source: 'a.csv', maxErrors: '5' }],
    ['import a.csv --max-errors -5', { source: 'a.csv', maxErrors: '-5' }],
    ['import a.csv --maxErrors 5', { source: 'a.csv', maxErrors: '5' }],
    ['import a.csv --map email=a=b', { source: 'a.csv', map: 'email=a=b' }],
    ['import a.csv --map email=a --map name=b', { source: 'a.csv', map: ['email=a', 'name=b'] }],
    ['import a.csv --mode create --mode update', { source: 'a.csv', mode: ['create', 'update'] }],
    ['import a.csv --no-config', { source: 'a.csv', config: false }],
    ['import a.csv --config true', { source: 'a.csv', config: 'true' }],
    ['import a.csv --delimiter=', { source: 'a.csv', delimiter: '' }],
    ['export --output -', { output: '-' }],
    ['validate -- --strict', { source: './--strict' }],
    ['validate -5', { source: '-5' }],
    ['review a.csv', { 'file-or-run': 'a.csv' }],
    ['config show import --rate 5', { action: 'show', command: 'import', rate: '5' }],
    ['runs', {}],
  ])('of %s is %j', (line, flags) => {
    expect(read(line)).toEqual(flags);
    expect(findMisuse(toWords(line.split(' '), LISTED), LISTED)).toBeUndefined();
  });

  it('reads what is right in a line with faults', () => {
    expect(read('import --quiet --nonsense 5 --rate')).toEqual({ quiet: true, source: '5', rate: '' });
  });

  it.each(LISTED.flatMap(({ command, options }) => options.map((option) => ({ command, ...option }))))(
    'knows $name of $command',
    ({ command, name, value }) => {
      const given = Object.values(read(`${command} ${name}${value === undefined ? '' : ' 5'}`) ?? {});
      expect(given).toEqual([value === undefined ? true : '5']);
    },
  );
});
