import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isBulkError } from '../../../src/core/errors.js';
import { makeLineFinder } from '../../../src/config/file/parse.js';
import { readConfigFile } from '../../../src/config/file/read.js';
import { makeFolder } from '../../record/support.js';

async function write(content: string, name = 'bitpowr-bulk.config.json'): Promise<string> {
  const path = join(await makeFolder(), name);
  await writeFile(path, content);
  return path;
}

const read = async (content: string, name?: string) =>
  (await readConfigFile(await write(content, name))).file;

/** The message of the refusal, without the path of the file. */
async function refusal(content: string, name?: string): Promise<string> {
  const path = await write(content, name);
  try {
    await readConfigFile(path);
  } catch (error) {
    if (isBulkError(error) && error.code === 'config_invalid') return error.message.replace(path, 'FILE');
    throw error;
  }
  throw new Error('It was read.');
}

const toText = (...lines: readonly string[]): string => lines.join('\n');

describe('a configuration file', () => {
  const whole = {
    $schema: './config.schema.json',
    'default-profile': 'test',
    options: {
      'reports-dir': 'reports',
      concurrency: 8,
      'max-errors': '5%',
      'max-changes': 10,
      strict: true,
    },
    commands: { export: { output: 'all.csv' }, sandbox: { port: 4010, faults: '@faults.json' } },
    profiles: { test: { options: { sandbox: true } }, live: { options: { live: 'org-1' } } },
  };

  it('is JSON or YAML, and what it lacks is empty', async () => {
    const expected = {
      'default-profile': 'test',
      options: whole.options,
      commands: whole.commands,
      profiles: {
        test: { options: { sandbox: true }, commands: {} },
        live: { options: { live: 'org-1' }, commands: {} },
      },
    };
    expect(await read(`\uFEFF${JSON.stringify(whole)}`)).toEqual(expected);
    // JSON is YAML as well.
    expect(await read(JSON.stringify(whole, undefined, 2), 'c.yaml')).toEqual(expected);
    const empty = { 'default-profile': undefined, options: {}, commands: {}, profiles: {} };
    expect(await read('{}')).toEqual(empty);
    expect(await read('# nothing yet\n', 'c.yml')).toEqual(empty);
  });

  it('in YAML may have comments, anchors, and texts without quotes', async () => {
    const text = toText(
      'options: &all',
      '  max-drift: 0.5% # a little',
      '  null: [-, n/a]',
      'profiles: { night: { options: *all } }',
    );
    expect((await read(text.replace('-,', '"-",'), 'c.yaml')).profiles).toEqual({
      night: { options: { 'max-drift': '0.5%', null: ['-', 'n/a'] }, commands: {} },
    });
  });
});

it('a sheet may be a number in a configuration file', async () => {
  expect((await read('options:\n  sheet: 2\n', 'c.yaml')).options).toEqual({ sheet: 2 });
  expect(await refusal('{"options": {"sheet": 0}}')).toContain('expected the name or number of a sheet');
});

describe('a configuration file that is refused', () => {
  it.each([
    [
      'run-id: 20261126',
      'line 2: options.run-id: expected a name of letters, digits, ".", "_" and "-", found a number; put it in quotes',
    ],
    [
      'null: 0',
      'line 2: options.null: expected a text, or a list of texts, found a number; put it in quotes',
    ],
    ['null: NULL', 'options.null: expected a text, or a list of texts, found null; put a text in quotes'],
    ['map: [email=E-mail, 1]', 'options.map[1]: expected a text such as email=E-mail'],
    ['strict: 1', 'options.strict: expected true or false'],
    ['~: x', 'line 2: options.~: there is no such option.'],
    ['1: x', 'line 2: options.1: there is no such option.'],
  ])('for %s in YAML says what to write', async (line, message) => {
    const text = await refusal(toText('options:', `  ${line}`), 'c.yaml');
    expect(`${text}\n`).toContain(`${message}\n`);
  });

  it.each([
    [
      '{"options": {"max-drfit": 1}}',
      'options.max-drfit: there is no such option. Did you mean `max-drift`?',
    ],
    ['{"options": {"maxDrift": 1}}', 'options.maxDrift: there is no such option. Did you mean `max-drift`?'],
    ['{"options": {"--rate": 1}}', 'options.--rate: there is no such option. Did you mean `rate`?'],
    ['{"options": {"no-email-unique": true}}', 'expected `"email-unique": false` in its place'],
    ['{"options": {"colour": true}}', 'options.colour: there is no such option. Did you mean `color`?'],
    ['{"options": {"env-file": "a"}}', 'options.env-file: expected its newer name, `credentials`'],
    [
      '{"options": {"output": "a.csv"}}',
      'expected it in commands.map, commands.export, commands.doctor, because',
    ],
    ['{"options": {"config": "a"}}', 'options.config: there is no such option.'],
    ['{"options": {"live": "org"}}', 'options.live: expected it in a profile'],
    [
      '{"commands": {"validate": {"rate": 5}}}',
      'expected an option of `validate`; it is one of import, review, undo,',
    ],
    ['{"commands": {"improt": {}}}', 'commands.improt: there is no such command. Did you mean `import`?'],
    [
      '{"commands": {"resume": {"rate": 5}}}',
      'expected an option of `resume`; it is one of import, review, undo',
    ],
    ['{"profile": {}}', 'profile: there is no such key. Did you mean `profiles`?'],
    [
      '{"profiles": {"a": {"rate": 5}}}',
      'profiles.a.rate: there is no such key. Use one of: options, commands.',
    ],
    ['{"profiles": {"a b": {}}}', 'profiles.a b: expected a name of letters, digits, ".", "_" and "-"'],
    ['{"options": {"concurrency": "8"}}', 'options.concurrency: expected an integer from 1 to 256'],
    ['{"options": {"concurrency": 0}}', 'options.concurrency: expected an integer from 1 to 256'],
    ['{"options": {"strict": "yes"}}', 'options.strict: expected true or false'],
    ['{"options": {"max-drift": "little"}}', 'expected a number of rows or a percentage, such as 10 or 5%'],
    ['{"options": {"max-drift": -1}}', 'options.max-drift: expected a number of rows or a percentage'],
    [
      '{"options": {"match": ["uid", "phone"]}}',
      'expected a list of uid, externalId, email, each at most once',
    ],
    ['{"options": {"map": {"email": "E-mail"}}}', 'options.map: expected a text such as email=E-mail'],
    ['{"options": {"map": ["email"]}}', 'options.map[0]: expected a text such as email=E-mail'],
    ['{"options": {"mode": "replace"}}', 'options.mode: expected one of upsert, create, update'],
    ['{"options": []}', 'options: expected an object'],
    ['[]', 'the whole: expected an object'],
    ['{"default-profile": "a"}', 'default-profile: expected one of the profiles (none)'],
    [
      '{"profiles": {"a": {"options": {"live": true}}}}',
      'live: expected the uid of the organisation whose LIVE',
    ],
    [
      '{"default-profile": "a", "profiles": {"a": {"commands": {"import": {"live": "org"}}}}}',
      'line 1: profiles.a.commands.import.live: expected it in a profile that is not `default-profile`',
    ],
  ])('%s names the place', async (content, message) => {
    expect(await refusal(content)).toContain(message);
  });

  it('says the line of each fault', async () => {
    const text = toText('{', '  "options": {', '    "rate": "x",', '    "rats": 1', '  }', '}');
    expect(await refusal(text)).toMatch(
      /line 3: options\.rate: expected .+; line 4: options\.rats: there is/,
    );
    const yaml = toText('options:', '  rate: x', '  # and', '  rats: 1');
    expect(await refusal(yaml, 'c.yaml')).toMatch(
      /line 2: options\.rate: expected .+; line 4: options\.rats/,
    );
  });

  it('says the line where it is no JSON or YAML, and shows none of its text', async () => {
    const secret = 'sk_live_0123456789';
    const cut = toText('{', `  "options": { "x": "${secret}" "y"`, '}');
    expect(await refusal(cut)).toBe(
      "The configuration file FILE is not JSON: Expected ',' or '}' after property value on line 2.",
    );
    const token = toText('{', `  "options": { "x": "${secret}" },`, `  ${secret}`, '}');
    const refused = await refusal(token);
    expect(refused).toMatch(/is not JSON: .+ on line 3\.$/);
    expect(refused).not.toContain(secret);
    const value = await refusal(toText('{"options": {', `"rate": x${secret}`, '}}'));
    expect(value).toMatch(/is not JSON: Unexpected token 'x' on line 2\.$/);
    expect(await refusal('')).toContain('is not JSON: Unexpected end on line 1');
    const yaml = await refusal(toText('options:', `  x: "${secret}`, '  y: 1'), 'c.yaml');
    expect(yaml).toMatch(/is not right: .+ on line \d/);
    expect(yaml).not.toContain(secret);
  });

  it('does not take the last of equal keys in silence', async () => {
    const twice = toText('{"options": {', '"rate": 1,', '"rate": 2', '}}');
    expect(await refusal(twice)).toMatch(/Map keys must be unique on line 3/);
    expect(await refusal(toText('options:', '  rate: 1', '  rate: 2'), 'c.yaml')).toMatch(/must be unique/);
    // A colon within a text is no key.
    expect((await read('{"options": {"set": "metaData.a=\\"b\\": c"}}')).options).toEqual({
      set: 'metaData.a="b": c',
    });
  });

  it.each([
    ['{"token": "sk_live_0123456789"}', 'token'],
    ['{"options": {"BITPOWR_TOKEN": "sk_live_0123456789"}}', 'options.BITPOWR_TOKEN'],
    [
      '{"profiles": {"a": {"options": {"secret-key": "sk_live_0123456789"}}}}',
      'profiles.a.options.secret-key',
    ],
    ['{"options": {"credentials": "BITPOWR_TOKEN=sk_live_0123456789"}}', 'options.credentials'],
    ['{"options": {"base-url": "https://me:sk_live_0123456789@example.com"}}', 'options.base-url'],
    ['{"options": {"notify": "https://hooks.example.com/T0/B0/sk_live_0123456789"}}', 'options.notify'],
    [
      '{"commands": {"reconcile": {"notify": ["mailto:ops@example.com", "slack+https://hooks.example.com/sk_live_0123456789"]}}}',
      'commands.reconcile.notify',
    ],
    ['{"options": {"source-name": "Bearer sk_live_0123456789"}}', 'options.source-name'],
  ])('%s holds a credential, which is not shown', async (content, place) => {
    const message = await refusal(content);
    expect(message).toBe(`The configuration file FILE holds a credential: ${place}.`);
  });

  it('is one that can not be read', async () => {
    const folder = await makeFolder();
    await mkdir(join(folder, 'c.json'));
    await symlink('nowhere.json', join(folder, 'link.json'));
    for (const name of ['c.json', 'link.json', 'none.json']) {
      await expect(readConfigFile(join(folder, name))).rejects.toMatchObject({
        code: 'config_invalid',
        message: expect.stringContaining('can not be read') as string,
      });
    }
  });
});

describe('the line of a place', () => {
  it('is that of its key, or of what it would be in', async () => {
    const lineOf = await makeLineFinder(
      toText('{', '  "options": {', '    "null": ["-",', '      "x"]', '  }', '}'),
    );
    expect(lineOf(['options'])).toBe(2);
    expect(lineOf(['options', 'null'])).toBe(3);
    expect(lineOf(['options', 'null', 1])).toBe(4);
    expect(lineOf(['options', 'rate'])).toBe(2);
    expect(lineOf(['profiles'])).toBeUndefined();
  });
});
