import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSmallFile, readSmallText } from '../../src/core/small-file.js';
import { runCommand } from '../support/command.js';

const folder = mkdtempSync(join(tmpdir(), 'bitpowr-bulk-small-file-'));

function write(content: string | Buffer): string {
  const path = join(folder, 'file');
  writeFileSync(path, content);
  return path;
}

describe('a file that people write', () => {
  it.each([0, 1, 65_535, 65_536, 65_537, 200_000])('of %i bytes is read whole', (bytes) => {
    const content = Buffer.from(Array.from({ length: bytes }, (_byte, at) => at % 251));
    expect(readSmallFile(write(content)).equals(content)).toBe(true);
  });

  it('is text without its byte order mark', () => {
    expect(readSmallText(write('\uFEFFçà'))).toBe('çà');
  });

  it('throws what the system says', () => {
    expect(() => readSmallFile(join(folder, 'no', 'such'))).toThrow(
      expect.objectContaining({ code: 'ENOENT' }),
    );
    expect(() => readSmallFile(folder)).toThrow(expect.objectContaining({ code: 'EISDIR' }));
  });

  const OPTIONS = ['--mapping', '--rules', '--credentials', '--config'];
  it.each(OPTIONS)('is no device without an end (%s)', async (option) => {
    const path = write('name\nJane Doe\n');
    const args = ['import', path, '--sandbox', '--reports-dir', join(folder, 'reports')];
    const { status, stderr } = await runCommand([...args, option, '/dev/zero']);
    expect(status).toBe(2);
    expect(stderr).toContain('/dev/zero');
    expect(stderr).toContain('it has more than 64 MB');
  });
});
