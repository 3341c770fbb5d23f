import { expect, it } from 'vitest';
import { toPaceFolder } from '../../src/cli/pace-folder.js';

const home = (): string => '/home/me';

it.each([
  [{ XDG_STATE_HOME: '/state' }, '/state/bitpowr-bulk/pace'],
  [{}, '/home/me/.local/state/bitpowr-bulk/pace'],
  [{ XDG_STATE_HOME: '' }, '/home/me/.local/state/bitpowr-bulk/pace'],
  // To be ignored, by the convention.
  [{ XDG_STATE_HOME: 'state' }, '/home/me/.local/state/bitpowr-bulk/pace'],
])('with %j it is %s', (environment, folder) => {
  expect(toPaceFolder(environment, home)).toBe(folder);
});

it('there is none for a user without a home', () => {
  const fail = (): string => {
    throw new Error('ENOENT: uv_os_homedir');
  };
  expect(toPaceFolder({}, fail)).toBeUndefined();
});
