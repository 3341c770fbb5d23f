/** The list of commands and options: what it says, and that the built program says the same. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DOCS_PATH } from '../../src/cli/docs-path.js';
import { toCommandHelp } from '../../src/cli/help/help-text.js';
import { listOptions } from '../../src/config/list-options.js';

describe('listOptions', () => {
  it('says all that a page of reference needs', () => {
    const imported = listOptions().find(({ command }) => command === 'import');
    expect(imported).toMatchObject({ command: 'import', arguments: [{ name: 'source', isRequired: true }] });
    expect(imported?.options).toContainEqual({
      name: '--mode',
      value: 'MODE',
      choices: ['upsert', 'create', 'update'],
      suggestions: [],
      default: 'upsert',
      group: 'Import',
      help: 'upsert, create or update',
      isRequired: false,
      isHidden: false,
    });
  });

  it('is plain data, as the bundle takes it', () => {
    const listed = listOptions();
    expect(JSON.parse(JSON.stringify(listed))).toEqual(JSON.parse(JSON.stringify(structuredClone(listed))));
  });

  it.each(listOptions().map((listed) => [listed.command, listed] as const))(
    'is what the built program shows of %s: the bundle has it as data, made from the declarations',
    (command, listed) => {
      const args = [resolve('dist/cli/main.js'), command, '--help'];
      const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', env: { COLUMNS: '90' } });
      expect(stdout).toBe(toCommandHelp(listed, { width: 90, heading: (text) => text, docs: DOCS_PATH }));
    },
  );
});
