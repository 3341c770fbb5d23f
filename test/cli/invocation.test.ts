import { expect, test } from 'vitest';
import { toSameCommand, toTypeable } from '../../src/cli/invocation.js';

test('the same command for another source leaves out how the old file was read', () => {
  const words = ['import', 'a b.csv', '--sheet', 'One', '--encoding=latin1', '--run-id', 'r', '--no-header'];
  const kept = ['--map', 'name=Full name', '--sandbox', '--json', '--credentials', 'my key.env'];
  expect(toSameCommand('bitpowr-bulk', [...words, ...kept], { from: 'a b.csv', to: '/r/rejected.csv' })).toBe(
    "bitpowr-bulk import /r/rejected.csv --map 'name=Full name' --sandbox --credentials 'my key.env'",
  );
});

test('a command in a message gets the folder of runs and the credential, once', () => {
  const flags = { reportsDir: 'my reports', credentials: 'b.env' };
  const program = /npx /.test(toTypeable('`bitpowr-bulk runs`', {})) ? 'npx bitpowr-bulk' : 'bitpowr-bulk';
  expect(toTypeable('See `bitpowr-bulk runs`.', flags)).toBe(
    `See \`${program} runs --reports-dir 'my reports'\`.`,
  );
  expect(toTypeable('`bitpowr-bulk resume x --credentials b.env`', flags)).toBe(
    `\`${program} resume x --credentials b.env --reports-dir 'my reports'\``,
  );
  expect(toTypeable('`bitpowr-bulk validate a.csv`', {})).toBe(`\`${program} validate a.csv\``);
});
