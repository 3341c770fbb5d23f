import { execFile } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readKeyFile } from '../../src/jobs/key-file.js';

const WHAT = 'key of the masks';

function makePath(): string {
  const root = mkdtempSync(join(tmpdir(), 'bitpowr-bulk-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return join(root, 'state', '.key');
}

describe('the file of a key', () => {
  it('is made at its first use, for its owner alone, and keeps its key', () => {
    const path = makePath();
    const key = readKeyFile(path, WHAT);
    expect(key).toHaveLength(32);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readKeyFile(path, WHAT)).toEqual(key);
    expect(readdirSync(join(path, '..'))).toEqual(['.key']);
    expect(readKeyFile(makePath(), WHAT)).not.toEqual(key);
  });

  it.each([0o604, 0o640, 0o620, 0o602, 0o666])(
    'is refused where others may read or change it: mode %o',
    (mode) => {
      const path = makePath();
      readKeyFile(path, WHAT);
      chmodSync(path, mode);
      expect(() => readKeyFile(path, WHAT)).toThrow(
        expect.objectContaining({
          code: 'config_invalid',
          message: expect.stringContaining(
            `${path}, can be read or changed by others (mode ${mode.toString(8)})`,
          ) as string,
          hint: expect.stringContaining(`chmod 600 ${path}`) as string,
        }),
      );
      chmodSync(path, 0o600);
      expect(readKeyFile(path, WHAT)).toHaveLength(32);
    },
  );

  it('is refused where it is a symbolic link to nothing, and nothing is left behind', () => {
    const path = makePath();
    mkdirSync(join(path, '..'));
    symlinkSync(join(path, '..', 'gone'), path);
    expect(() => readKeyFile(path, WHAT)).toThrow(
      expect.objectContaining({
        code: 'config_invalid',
        message: expect.stringContaining('symbolic link to a file that is not there') as string,
        hint: expect.stringContaining(`rm ${path}`) as string,
      }),
    );
    expect(readdirSync(join(path, '..'))).toEqual(['.key']);
  });

  it('is refused where it is a folder, or holds no key', () => {
    const folder = makePath();
    mkdirSync(folder, { recursive: true });
    const text = makePath();
    mkdirSync(join(text, '..'));
    writeFileSync(text, 'abc', { mode: 0o600 });
    for (const path of [folder, text])
      expect(() => readKeyFile(path, WHAT)).toThrow(
        expect.objectContaining({ code: 'config_invalid', message: expect.stringContaining(path) as string }),
      );
  });

  it('has one key, whichever of several processes makes it', async () => {
    const path = makePath();
    const module = resolve('node_modules/.cache/bitpowr-bulk/modules/jobs/key-file.js');
    const code = `import { readKeyFile } from ${JSON.stringify(module)};
      process.stdout.write(Buffer.from(readKeyFile(${JSON.stringify(path)}, 'key')).toString('hex'));`;
    const run = promisify(execFile);
    const ends = await Promise.all(
      Array.from({ length: 6 }, () => run(process.execPath, ['--input-type=module', '--eval', code])),
    );
    const [first, ...others] = ends.map(({ stdout }) => stdout);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(others)).toEqual(new Set([first]));
    expect(readdirSync(join(path, '..'))).toEqual(['.key']);
  });
});
