import { mkdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isBulkError } from '../../src/core/errors.js';
import { withAtomicFile } from '../../src/record/table/atomic-file.js';
import { listNames, makeFolder, readMode } from './support.js';

describe('withAtomicFile', () => {
  it('puts the chunks into the file in the order written, text and bytes alike', async () => {
    const path = join(await makeFolder(), 'a.csv');
    await withAtomicFile(path, async (write) => {
      await write('Adé,');
      await write(Buffer.from('Lagos\n'));
      await write('');
      await write('é'.repeat(100_000));
    });
    expect(await readFile(path, 'utf8')).toBe(`Adé,Lagos\n${'é'.repeat(100_000)}`);
  });

  it('gives what the callback gives', async () => {
    const path = join(await makeFolder(), 'a.csv');
    expect(await withAtomicFile(path, () => Promise.resolve(7))).toBe(7);
  });

  it('makes the file readable by its owner only, even over one that all could read', async () => {
    const path = join(await makeFolder(), 'a.csv');
    await writeFile(path, 'old', { mode: 0o644 });
    await withAtomicFile(path, (write) => write('new'));
    expect(await readMode(path)).toBe('0600');
    expect(await readFile(path, 'utf8')).toBe('new');
  });

  it('writes beside the final name, under a name that can be recognised, and leaves only the final one', async () => {
    const folder = await makeFolder();
    await withAtomicFile(join(folder, 'results.csv'), async (write) => {
      await write('half');
      const names = await listNames(folder);
      expect(names).toEqual([expect.stringMatching(/^\.results\.csv\.[0-9a-f]{8}\.bulk-tmp$/)]);
      expect(await readMode(join(folder, names[0] ?? ''))).toBe('0600');
    });
    expect(await listNames(folder)).toEqual(['results.csv']);
  });

  it('leaves the old file as it was and no temporary one when the callback throws, whose error passes unchanged', async () => {
    const folder = await makeFolder();
    const path = join(folder, 'results.csv');
    await writeFile(path, 'old');
    const failure = new Error('the journal can not be read');
    const writing = withAtomicFile(path, async (write) => {
      await write('half of the new');
      throw failure;
    });
    await expect(writing).rejects.toBe(failure);
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await listNames(folder)).toEqual(['results.csv']);
  });

  it('leaves no temporary file when the final name has become a folder meanwhile', async () => {
    const folder = await makeFolder();
    const path = join(folder, 'results.csv');
    const writing = withAtomicFile(path, async (write) => {
      await write('new');
      await mkdir(path);
    });
    await expect(writing).rejects.toMatchObject({
      code: 'output_unwritable',
      message: `Could not write ${path}: a folder of this name is there (EISDIR).`,
    });
    expect(await listNames(folder)).toEqual(['results.csv']);
  });

  it('is not disturbed by the temporary file of a run that died', async () => {
    const folder = await makeFolder();
    await writeFile(join(folder, '.results.csv.0a1b2c3d.bulk-tmp'), 'half');
    await withAtomicFile(join(folder, 'results.csv'), (write) => write('whole'));
    expect(await listNames(folder)).toEqual(['.results.csv.0a1b2c3d.bulk-tmp', 'results.csv']);
  });

  it('replaces the file that a symbolic link points to, and keeps the link', async () => {
    const folder = await makeFolder();
    await mkdir(join(folder, 'elsewhere'));
    await writeFile(join(folder, 'elsewhere', 'real.csv'), 'old');
    await symlink(join('elsewhere', 'real.csv'), join(folder, 'link.csv'));
    await withAtomicFile(join(folder, 'link.csv'), (write) => write('new'));
    expect(await readlink(join(folder, 'link.csv'))).toBe(join('elsewhere', 'real.csv'));
    expect(await readFile(join(folder, 'elsewhere', 'real.csv'), 'utf8')).toBe('new');
    expect(await listNames(join(folder, 'elsewhere'))).toEqual(['real.csv']);
  });

  it('does not replace a device', async () => {
    await expect(withAtomicFile('/dev/null', (write) => write('x'))).rejects.toMatchObject({
      code: 'output_unwritable',
      message: 'Could not write /dev/null: it is a device or a pipe, not a file.',
    });
    expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
  });

  it.each([
    ['a folder of this name', 'taken', 'EISDIR', 'a folder of this name is there (EISDIR)'],
    ['a missing folder', 'missing/a.csv', 'ENOENT', 'the folder does not exist (ENOENT)'],
    ['a file as folder', 'file/a.csv', 'ENOTDIR', 'a part of the path is a file, not a folder (ENOTDIR)'],
    ['a name too long', 'n'.repeat(300), 'ENAMETOOLONG', 'the name is too long (ENAMETOOLONG)'],
  ])('says path, reason and what to do next: %s', async (_case, name, systemCode, reason) => {
    const folder = await makeFolder();
    await mkdir(join(folder, 'taken'));
    await writeFile(join(folder, 'file'), '');
    const path = join(folder, name);
    const error: unknown = await withAtomicFile(path, () => Promise.resolve()).catch(
      (thrown: unknown) => thrown,
    );
    expect(isBulkError(error)).toBe(true);
    expect(error).toMatchObject({
      code: 'output_unwritable',
      message: `Could not write ${path}: ${reason}.`,
      hint: 'Check the folder, its permissions and the free space. Then resume the run; if no run was begun, type the command again.',
      context: { path, systemCode },
    });
    expect(await listNames(folder)).toEqual(['file', 'taken']);
  });
});
