import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readMappingFile, readRulesFile } from '../../src/config/files.js';
import { makeFolder } from '../record/support.js';

async function write(content: string): Promise<string> {
  const path = join(await makeFolder(), 'option-file');
  await writeFile(path, content);
  return path;
}

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

describe('rules file', () => {
  it('gives its rules', async () => {
    const rules = [{ column: 'email', required: true }];
    expect(readRulesFile(await write(JSON.stringify({ rules })))).toEqual({ rules });
  });

  it.each([
    ['[]', 'the whole: expected an object with a list `rules` and nothing else'],
    ['{"rule":[]}', 'the whole: expected an object with a list `rules` and nothing else'],
    ['{"rules":{}}', 'rules: expected a list of rules'],
    ['{"rules":["email"]}', 'rules[0]: expected an object with a `column` and what is asked of it'],
    ['{"rules":[{"required":true}]}', 'rules[0].column: expected a text of 1 to 1000 characters'],
    ['{"rules":[{"column":"a"}]}', 'rules[0]: expected a rule that asks something: one of required'],
    ['{"rules":[{"column":"a","required":false}]}', 'rules[0]: expected a rule that asks something'],
    ['{"rules":[{"column":"a","required":"yes"}]}', 'rules[0].required: expected true or false'],
    ['{"rules":[{"column":"a","requird":true}]}', 'rules[0]: expected a rule without `requird`'],
    ['{"rules":[{"column":"a","pattern":"("}]}', 'rules[0].pattern: expected a regular expression ('],
    ['{"rules":[{"column":"a","oneOf":[]}]}', 'rules[0].oneOf: expected a list of texts'],
    ['{"rules":[{"column":"a","oneOf":[1]}]}', 'rules[0].oneOf[0]: expected a text of 1 to 1000 characters'],
    ['{"rules":[{"column":"a","minLength":-1}]}', 'rules[0].minLength: expected a whole number from 0'],
    ['{"rules":[{"column":"a","min":3,"max":2}]}', 'rules[0]: expected a min that is not above max'],
    ['{"rules":[{"column":"a","min":1,"severity":"fatal"}]}', 'rules[0].severity: expected error or warning'],
    ['{"rules"', 'is not JSON'],
  ])('is refused where it is %s', async (content, message) => {
    const path = await write(content);
    expect(() => readRulesFile(path)).toThrow(
      expect.objectContaining({
        code: 'config_invalid',
        message: expect.stringContaining(message) as string,
      }),
    );
  });

  it('tells all that is wrong at once', async () => {
    const path = await write('{"rules":[{"column":"a","min":"1"},{"column":"","max":1}]}');
    expect(() => readRulesFile(path)).toThrow(/rules\[0\]\.min: .*rules\[1\]\.column: /);
  });
});
