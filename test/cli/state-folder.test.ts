import { expect, it } from 'vitest';
import { toStateFolder } from '../../src/cli/state-folder.js';

const home = (): string => '/home/me';

it.each([
  [{ XDG_STATE_HOME: '/state' }, '/state/bitpowr-bulk'],
  [{}, '/home/me/.local/state/bitpowr-bulk'],
  // To be ignored, by the convention.
  [{ XDG_STATE_HOME: 'state' }, '/home/me/.local/state/bitpowr-bulk'],
])('with %j it is %s', (environment, folder) => {
  expect(toStateFolder(environment, home)).toBe(folder);
});

it('there is none for a user without a home', () => {
  const fail = (): string => {
    throw new Error('ENOENT: uv_os_homedir');
  };
  expect(toStateFolder({}, fail)).toBeUndefined();
});
