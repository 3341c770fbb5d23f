import { existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder as makeTempFolder } from '../support/program.js';
import { makeFolder } from '../../src/core/make-folder.js';

function refused(message: RegExp): unknown {
  return expect.objectContaining({
    code: 'output_unwritable',
    message: expect.stringMatching(message) as string,
  });
}

describe('a folder', () => {
  it("is made with those above it, the owner's alone, and is left as it is when it is there", () => {
    const root = makeTempFolder();
    makeFolder(join(root, 'a', 'b', 'c'));
    expect(['a', 'a/b', 'a/b/c'].map((path) => statSync(join(root, path)).mode & 0o777)).toEqual([
      0o700, 0o700, 0o700,
    ]);
    writeFileSync(join(root, 'a/b/c/file'), '');
    makeFolder(join(root, 'a', 'b', 'c'));
    expect(existsSync(join(root, 'a/b/c/file'))).toBe(true);
  });

  it('is made behind a symbolic link to a folder', () => {
    const root = makeTempFolder();
    mkdirSync(join(root, 'real'));
    symlinkSync('real', join(root, 'link'));
    makeFolder(join(root, 'link', 'a'));
    expect(existsSync(join(root, 'real', 'a'))).toBe(true);
  });

  // /sys takes no folders, from root neither; which of the two is said depends on how it is mounted.
  it('where none can be made says read-only or no permission, and its path', () => {
    expect(() => makeFolder('/sys/reports/.locks')).toThrow(
      refused(
        /^The folder \/sys\/reports\/\.locks can not be made: (the file system is read-only|no permission) \(/,
      ),
    );
  });

  it('behind a file, or a symbolic link to nothing, says so', () => {
    const root = makeTempFolder();
    writeFileSync(join(root, 'file'), '');
    symlinkSync('nowhere', join(root, 'link'));
    expect(() => makeFolder(join(root, 'file', 'a'))).toThrow(refused(/a part of the path is a file/));
    expect(() => makeFolder(join(root, 'link'))).toThrow(refused(/symbolic link to nothing/));
    expect(() => makeFolder(join(root, 'link', 'a', 'b'))).toThrow(refused(/symbolic link to nothing/));
  });
});
