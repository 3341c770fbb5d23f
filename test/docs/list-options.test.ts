/** The list of options, from which the reference is made, against what the built program says. */
import { describe, expect, it } from 'vitest';
import { listOptions } from '../../src/config/list-options.js';
import { COMMANDS, readOptions } from './help.js';

describe('listOptions', () => {
  it.each(listOptions())('has the options that $command has on the command line', ({ command, options }) => {
    const listed = options.map((option) => ({
      name: option.name.replace(/^--/, ''),
      meaning: option.help,
      default: option.default ?? '',
      isFlag: option.value === undefined,
    }));
    const byName = (a: { readonly name: string }, b: { readonly name: string }) => (a.name < b.name ? -1 : 1);
    expect(listed.sort(byName)).toEqual([...readOptions(command)].sort(byName));
  });

  it('says all that a page of reference needs', () => {
    const imported = listOptions().find(({ command }) => command === 'import');
    expect(imported).toMatchObject({ command: 'import', positional: { name: 'source' } });
    expect(imported?.options).toContainEqual({
      name: '--mode',
      alias: undefined,
      value: 'MODE',
      choices: ['upsert', 'create', 'update'],
      default: 'upsert',
      group: 'Import',
      help: 'upsert, create or update',
    });
  });

  it('has the commands of the command line, but for completion', () => {
    expect(COMMANDS.filter((name) => name !== 'completion')).toEqual(
      listOptions().map(({ command }) => command),
    );
  });
});
