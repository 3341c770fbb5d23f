import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assertHasCredential, readCredentialsFile } from '../../src/config/credentials-file.js';
import { makeFolder } from '../record/support.js';

async function write(content: string | Buffer): Promise<string> {
  const path = join(await makeFolder(), 'bitpowr.env');
  writeFileSync(path, content);
  return path;
}

const TOKEN = { BITPOWR_TOKEN: 'abc.def=' };

describe('a file of credentials', () => {
  const line = 'BITPOWR_TOKEN=abc.def=\r\n';

  it.each([
    ['in UTF-8', Buffer.from(line)],
    ['in UTF-8 with a mark', Buffer.from(`\uFEFF${line}`)],
    ['in UTF-16LE, as PowerShell writes it', Buffer.from(`\uFEFF${line}`, 'utf16le')],
    ['in UTF-16BE', Buffer.from(`\uFEFF${line}`, 'utf16le').swap16()],
    ['in UTF-16LE without a mark', Buffer.from(line, 'utf16le')],
    ['in UTF-16BE without a mark', Buffer.from(line, 'utf16le').swap16()],
  ])('is read %s', async (_how, bytes) => {
    expect(readCredentialsFile(await write(bytes)).variables).toEqual(TOKEN);
  });

  it.each([
    'BITPOWR_TOKEN=abc.def=',
    '  BITPOWR_TOKEN = abc.def=  ',
    'export BITPOWR_TOKEN=abc.def=',
    'set BITPOWR_TOKEN=abc.def=',
    '$env:BITPOWR_TOKEN = "abc.def="',
    'BITPOWR_TOKEN="abc.def="',
    "BITPOWR_TOKEN='abc.def=' # mine",
    'BITPOWR_TOKEN=abc.def= # mine',
    'BITPOWR_TOKEN=abc.def=\t#mine',
    '# BITPOWR_TOKEN=old\rBITPOWR_TOKEN=abc.def=\r',
  ])('has a token in %j', async (line) => {
    expect(readCredentialsFile(await write(line)).variables).toEqual(TOKEN);
  });

  it.each([
    ['BITPOWR_TOKEN=sec=ret#1', 'sec=ret#1'],
    ['BITPOWR_TOKEN=#1', '#1'],
    ['BITPOWR_TOKEN="a # b"', 'a # b'],
    ['BITPOWR_TOKEN="a', '"a'],
    ['BITPOWR_TOKEN=', ''],
    ['BITPOWR_TOKEN= # none', ''],
  ])('%s is %j', async (line, value) => {
    expect(readCredentialsFile(await write(line)).variables).toEqual({ BITPOWR_TOKEN: value });
  });

  it('has several lines that end in CR alone', async () => {
    const path = await write('BITPOWR_PUBLIC_KEY=a\rBITPOWR_SECRET_KEY=b\r');
    expect(readCredentialsFile(path).variables).toEqual({ BITPOWR_PUBLIC_KEY: 'a', BITPOWR_SECRET_KEY: 'b' });
  });

  it('is refused when it is not there, or a folder, by the name of its option', async () => {
    const folder = await makeFolder();
    for (const [path, reason] of [
      [join(folder, 'none.env'), 'ENOENT'],
      [folder, 'EISDIR'],
    ] as const) {
      expect(() => readCredentialsFile(path)).toThrow(
        expect.objectContaining({
          code: 'config_invalid',
          message: expect.stringContaining(`of --credentials can not be read: ${reason}`) as string,
        }),
      );
    }
  });
});

describe('a file without a credential', () => {
  const refusal = async (content: string): Promise<string> => {
    const path = await write(content);
    try {
      const file = readCredentialsFile(path);
      assertHasCredential(file, file.variables);
    } catch (error) {
      expect(error).toMatchObject({ code: 'credential_missing' });
      return (error as Error).message.replace(path, 'FILE');
    }
    return '';
  };

  it.each([
    ['', 'FILE is empty.'],
    ['# nothing\n\n', 'FILE is empty.'],
    ['bitpowr_token=abc\n', 'it has: bitpowr_token.'],
    ['BITPOWR_TOKEN: abc\n', 'it has: BITPOWR_TOKEN: (with a colon).'],
    ['BITPOWR_TOKN=abc\nBITPOWR_BASE_URL=https://x.test\n', 'it has: BITPOWR_TOKN, BITPOWR_BASE_URL.'],
    ['c2VjcmV0c2VjcmV0==\n', 'it has: 1 line without such a name.'],
    ['sk_live_51Habc\nabc\n', 'it has: 2 lines without such a name.'],
    ['BITPOWR_TOKEN=\n', 'it has: BITPOWR_TOKEN.'],
  ])('%j gets a message without values', async (content, message) => {
    const said = await refusal(content);
    expect(said).toContain(message);
    expect(said).not.toMatch(/abc|c2Vj|sk_live/);
  });

  it('is no fault where the process has one', async () => {
    const file = readCredentialsFile(await write(''));
    expect(() => assertHasCredential(file, TOKEN)).not.toThrow();
  });
});
