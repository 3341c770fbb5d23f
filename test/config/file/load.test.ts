import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findConfigFile } from '../../../src/config/file/find.js';
import { loadConfig, makePathReader, type ConfigRequest } from '../../../src/config/file/load.js';
import { makeFolder } from '../../record/support.js';

const NAME = 'bitpowr-bulk.config.json';
const ME = { home: undefined, userId: process.getuid?.() };

async function makeFolders(...paths: readonly string[]): Promise<string> {
  const root = await makeFolder();
  for (const path of paths) await mkdir(join(root, path), { recursive: true });
  return root;
}

async function openProject() {
  const root = await makeFolders('a/b', '.git');
  const profiles = { nightly: { options: { rate: 1 } }, test: {} };
  await writeFile(join(root, NAME), JSON.stringify({ 'default-profile': 'test', profiles }));
  const load = (more: Partial<ConfigRequest> = {}) =>
    loadConfig({
      ...{ config: undefined, profile: undefined, variable: undefined },
      ...{ workingFolder: join(root, 'a/b'), person: ME },
      ...more,
    });
  return { root, load };
}

describe('the search for the configuration file', () => {
  it('takes the nearest one, here or above', async () => {
    const root = await makeFolders('a/b', '.git');
    expect(findConfigFile(join(root, 'a/b'), ME)).toBeUndefined();
    await writeFile(join(root, NAME), '{}');
    expect(findConfigFile(join(root, 'a/b'), ME)).toBe(join(root, NAME));
    await writeFile(join(root, 'a', 'bitpowr-bulk.config.yaml'), '');
    expect(findConfigFile(join(root, 'a/b'), ME)).toBe(join(root, 'a', 'bitpowr-bulk.config.yaml'));
  });

  it('ends with the folder of a repository, and with the home folder', async () => {
    const root = await makeFolders('repository/.git', 'repository/deep', 'home/work');
    await writeFile(join(root, NAME), '{}');
    expect(findConfigFile(join(root, 'repository/deep'), ME)).toBeUndefined();
    expect(findConfigFile(join(root, 'home/work'), { ...ME, home: join(root, 'home') })).toBeUndefined();
    await writeFile(join(root, 'home', NAME), '{}');
    expect(findConfigFile(join(root, 'home/work'), { ...ME, home: join(root, 'home') })).toBe(
      join(root, 'home', NAME),
    );
  });

  it('refuses two files in one folder', async () => {
    const root = await makeFolders();
    for (const name of [NAME, 'bitpowr-bulk.config.yml']) await writeFile(join(root, name), '{}');
    expect(() => findConfigFile(root, ME)).toThrow('There are two configuration files');
  });

  it('refuses a file that everyone can write to, unless it is named', async () => {
    const root = await makeFolders('a');
    const path = join(root, NAME);
    await writeFile(path, '{}');
    if (ME.userId === undefined) return;
    await chmod(path, 0o666);
    expect(() => findConfigFile(join(root, 'a'), ME)).toThrow('everyone can write to it');
    const asked = { config: path, profile: undefined, variable: undefined, workingFolder: root, person: ME };
    expect((await loadConfig(asked)).read?.path).toBe(path);
  });
});

describe('the profile', () => {
  it('is that of --profile, else of the environment, else of the file', async () => {
    const { root, load } = await openProject();
    const used = await load();
    expect(used.read?.path).toBe(join('..', '..', NAME));
    expect(used.profile).toEqual({ name: 'test', from: 'default-profile' });
    expect((await load({ variable: 'nightly' })).profile).toEqual({
      name: 'nightly',
      from: 'BITPOWR_BULK_PROFILE',
    });
    expect((await load({ variable: '' })).profile?.name).toBe('test');
    expect((await load({ variable: 'test', profile: 'nightly' })).profile).toEqual({
      name: 'nightly',
      from: '--profile',
    });
    expect((await load({ workingFolder: root })).read?.path).toBe(NAME);
  });

  it('that there is not is refused', async () => {
    const { load } = await openProject();
    await expect(load({ profile: 'nigthly' })).rejects.toThrow('Did you mean nightly?');
    await expect(load({ variable: 'x' })).rejects.toThrow(
      'no profile x (BITPOWR_BULK_PROFILE). It has: nightly, test',
    );
    await expect(load({ profile: ['a', 'b'] })).rejects.toThrow('the name of one profile');
    await expect(load({ config: ['a', 'b'] })).rejects.toThrow('`--config` to be one file');
    await expect(load({ workingFolder: await makeFolders('.git'), profile: 'nightly' })).rejects.toThrow(
      'There is no configuration file for the profile nightly (--profile).',
    );
    await expect(load({ config: false, profile: 'nightly' })).rejects.toThrow(
      'either `--profile` or `--no-config`',
    );
    expect(await load({ config: false, variable: 'nightly' })).toEqual({
      read: undefined,
      profile: undefined,
    });
  });
});

describe('a path in the file', () => {
  it('starts at the folder of the file, and is shown as the working folder sees it', () => {
    const toPath = makePathReader(join('..', NAME), '/srv/customers/today');
    expect(toPath('bitpowr.env')).toBe(join('..', 'bitpowr.env'));
    expect(toPath('today/reports')).toBe('reports');
    expect(toPath('today')).toBe('.');
    expect(toPath('/var/lib/a.prom')).toBe(relative('/srv/customers/today', '/var/lib/a.prom'));
    expect(makePathReader(NAME, '/srv')('reports')).toBe('reports');
  });
});
