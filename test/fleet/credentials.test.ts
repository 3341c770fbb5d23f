import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listCredentials, readCredential } from '../../src/fleet/credentials.js';
import { makeFolder } from '../support/program.js';

function prepare(): string {
  const folder = makeFolder();
  writeFileSync(join(folder, 'acme'), 'BITPOWR_TOKEN=token-of-acme\nHOME=/elsewhere\n');
  mkdirSync(join(folder, 'bolt'));
  writeFileSync(join(folder, 'bolt', 'BITPOWR_TOKEN'), 'token-of-bolt\n');
  writeFileSync(join(folder, 'bolt', 'README'), 'not a variable');
  mkdirSync(join(folder, '..data'));
  writeFileSync(join(folder, 'empty'), '# nothing\n');
  return folder;
}

describe('readCredential', () => {
  it('reads a file of variables, and a folder with a file for each, as Kubernetes mounts secrets', () => {
    const folder = prepare();
    expect(readCredential(folder, 'acme').variables).toEqual({ BITPOWR_TOKEN: 'token-of-acme' });
    expect(readCredential(folder, 'bolt').variables).toEqual({ BITPOWR_TOKEN: 'token-of-bolt' });
    expect(listCredentials(folder)).toEqual(['acme', 'bolt', 'empty']);
  });

  it.each(['none', 'empty', '..data', '../acme'])('refuses %s', (name) => {
    const folder = prepare();
    expect(() => readCredential(folder, name)).toThrow(
      expect.objectContaining({ code: 'credential_missing' }) as Error,
    );
  });
});
