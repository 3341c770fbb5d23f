import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { dropName } from '../../src/core/drop-name.js';
import { lookAt, mayBeThere } from '../../src/core/look-at.js';

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bulk-look-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'file'), 'text');
  symlinkSync('loop', join(folder, 'loop'));
  return folder;
}

it('sees what is there', () => {
  const path = join(makeFolder(), 'file');
  expect(lookAt(path)?.size).toBe(4);
  expect(mayBeThere(path)).toBe(true);
});

it.each(['none', 'file/x', 'loop', 'x'.repeat(300)])('sees nothing at %s, and does not throw', (name) => {
  const path = join(makeFolder(), name);
  expect(lookAt(path)).toBeUndefined();
  expect(mayBeThere(path)).toBe(false);
});

it('drops a name once', () => {
  const path = join(makeFolder(), 'file');
  dropName(path);
  expect(mayBeThere(path)).toBe(false);
  expect(() => dropName(path)).not.toThrow();
});
