import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEnvFile, readMappingFile } from '../../src/config/files.js';
import { makeFolder } from '../record/support.js';

async function write(content: string): Promise<string> {
  const path = join(await makeFolder(), 'option-file');
  await writeFile(path, content);
  return path;
}

describe('environment file', () => {
  it('gives its variables, without quotes, comments and empty lines', async () => {
    const path = await write(
      '# the test account\n\nBITPOWR_TOKEN=abc.def=\nexport BITPOWR_BASE_URL="https://x.test/#a"\r\nEMPTY=\n',
    );
    expect(readEnvFile(path)).toEqual({
      BITPOWR_TOKEN: 'abc.def=',
      BITPOWR_BASE_URL: 'https://x.test/#a',
      EMPTY: '',
    });
  });

  it('may be empty', async () => {
    expect(readEnvFile(await write(''))).toEqual({});
  });

  it('is refused when it is not there, by the name of its option', async () => {
    const path = join(await makeFolder(), 'none.env');
    expect(() => readEnvFile(path)).toThrow(
      expect.objectContaining({
        code: 'config_invalid',
        message: expect.stringMatching(
          /^The file .*none\.env of --env-file can not be read: ENOENT/,
        ) as string,
      }),
    );
  });

  it('is refused when it is a folder', async () => {
    const folder = await makeFolder();
    expect(() => readEnvFile(folder)).toThrow(
      expect.objectContaining({
        code: 'config_invalid',
        message: expect.stringContaining('EISDIR') as string,
      }),
    );
  });
});

describe('mapping file', () => {
  it('is field to column', async () => {
    const path = await write('{ "email": "E-mail address", "metaData.plan": "Plan" }\n');
    expect(readMappingFile(path)).toEqual({ email: 'E-mail address', 'metaData.plan': 'Plan' });
  });

  it.each(['["email"]', '{"email": 3}', '{"email": null}', '"email"', 'null', '{"a": {"b": "c"}}'])(
    'is refused when it is %s',
    async (content) => {
      const path = await write(content);
      expect(() => readMappingFile(path)).toThrow(
        expect.objectContaining({
          code: 'config_invalid',
          message: `The mapping file ${path} is not an object of field to column.`,
          hint: 'Write it as {"email": "E-mail address", "externalId": "Client number"}.',
        }),
      );
    },
  );

  it.each(['', '{email: "x"}', '{"email": "x",}'])('is refused when it is not JSON: %j', async (content) => {
    const path = await write(content);
    expect(() => readMappingFile(path)).toThrow(
      expect.objectContaining({
        code: 'config_invalid',
        message: expect.stringContaining(`The mapping file ${path} is not JSON: `) as string,
      }),
    );
  });

  it('is refused when it is not there, by the name of its option', async () => {
    const path = join(await makeFolder(), 'none.json');
    expect(() => readMappingFile(path)).toThrow(
      expect.objectContaining({
        code: 'config_invalid',
        message: expect.stringMatching(
          /^The file .*none\.json of --mapping can not be read: ENOENT/,
        ) as string,
      }),
    );
  });
});
