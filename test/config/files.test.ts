import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEnvFile, readMappingFile, readRulesFile } from '../../src/config/files.js';
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

  it('says what a value is made of', async () => {
    const mapping = {
      $schema: './mapping.schema.json',
      name: { join: ['first', { column: 'last', steps: ['title'] }], separator: ' ' },
      email: { column: 'mail', steps: ['lower', { split: ';', part: 1 }] },
      phone: { first: ['tel', '#4'] },
      'address.country': { column: 'land', values: { UK: 'GB' }, otherwise: 'error', default: 'GB' },
      'metaData.since': { column: 'since', steps: [{ date: ['DD.MM.YYYY', 'D-MMM-YY'] }] },
      'metaData.source': { constant: 'legacy' },
      defaultCountry: { column: 'land' },
      where: { active: 1, type: ['R', 'W'], deleted: { empty: true }, kind: { not: ['x', true] } },
    };
    expect(readMappingFile(await write(JSON.stringify(mapping)))).toEqual(mapping);
  });

  it.each([
    ['["email"]', 'the whole: expected an object of fields and columns'],
    ['"email"', 'the whole: expected an object of fields and columns'],
    ['null', 'the whole: expected an object of fields and columns'],
    [
      '{"email":3}',
      'email: expected the name of a column, or its position such as #3, or an object with one of',
    ],
    ['{"email":""}', 'email: expected the name of a column'],
    ['{"email":null}', 'email: expected the name of a column'],
    ['{"email":{}}', 'email: expected an object with one of column, join, first, constant'],
    ['{"email":{"column":"a","constant":"b"}}', 'email: expected an object with one of column, join'],
    ['{"email":{"colum":"a"}}', 'email: expected a value without `colum`'],
    ['{"email":{"column":""}}', 'email.column: expected the name of a column'],
    ['{"a":{"join":["x",3]}}', 'a.join[1]: expected the name of a column'],
    ['{"a":{"join":["x",{"first":["y",{"column":""}]}]}}', 'a.join[1].first[1].column: expected the name'],
    ['{"a":{"join":[]}}', 'a.join: expected a list of columns'],
    ['{"a":{"column":"x","separator":"-"}}', 'a: expected `separator` only together with `join`'],
    ['{"a":{"column":"x","otherwise":"keep"}}', 'a: expected `otherwise` only together with `values`'],
    ['{"a":{"column":"x","values":{"b":1}}}', 'a.values.b: expected a text'],
    [
      '{"a":{"column":"x","values":{},"otherwise":"drop"}}',
      'a.otherwise: expected one of keep, empty, error',
    ],
    ['{"a":{"column":"x","steps":["lowr"]}}', 'a.steps[0]: expected trim, lower, upper, title, digits'],
    [
      '{"a":{"column":"x","steps":[{"date":"dd.mm.yyyy"}]}}',
      'a.steps[0].date: expected a form such as DD.MM.YYYY',
    ],
    [
      '{"a":{"column":"x","steps":[{"date":["DD.MM.YYYY","DD.MM"]}]}}',
      'a.steps[0].date[1]: expected a form such as',
    ],
    ['{"a":{"column":"x","steps":[{"split":""}]}}', 'a.steps[0].split: expected the text between the parts'],
    [
      '{"a":{"column":"x","steps":[{"split":";","part":0}]}}',
      'a.steps[0].part: expected 1 for the first part',
    ],
    ['{"a":{"constant":5}}', 'a.constant: expected a text'],
    ['{"defaultCountry":"NG"}', 'defaultCountry: expected an object with one of column, join'],
    ['{"where":["active"]}', 'where: expected an object of columns and values'],
    ['{"where":{"active":null}}', 'where.active: expected a value, a list of values'],
    ['{"where":{"active":[]}}', 'where.active: expected a list of values'],
    ['{"where":{"active":{}}}', 'where.active: expected a value, a list of values'],
    ['{"where":{"active":{"empty":"yes"}}}', 'where.active.empty: expected true or false'],
    ['{"where":{"active":{"is":1}}}', 'where.active: expected a value, a list of values'],
  ])('is refused where it is %s', async (content, message) => {
    const path = await write(content);
    expect(() => readMappingFile(path)).toThrow(
      expect.objectContaining({
        code: 'config_invalid',
        message: expect.stringContaining(`The mapping file ${path} is not right: ${message}`) as string,
        hint: expect.stringContaining('docs/reference/mapping-file.md') as string,
      }),
    );
  });

  it('never changes what all objects have', async () => {
    const path = await write('{"__proto__": {"constant": "x"}, "name": "n"}');
    const mapping = readMappingFile(path);
    expect(Object.getPrototypeOf(mapping)).toBe(Object.prototype);
    expect(mapping).not.toHaveProperty('constant');
  });

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
