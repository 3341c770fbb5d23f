import { describe, expect, it } from 'vitest';
import type { CommandName } from '../../../src/config/commands.js';
import type { ConfigFile, FileLayer } from '../../../src/config/file/schema.js';
import { settleOptions, type Layers } from '../../../src/config/file/settle.js';

const layer = (options: FileLayer['options'], commands: FileLayer['commands'] = {}): FileLayer => ({
  options,
  commands,
});

const toFile = (whole: FileLayer, nightly: FileLayer = layer({})): ConfigFile => ({
  ...whole,
  profiles: { nightly },
});

function settle(command: CommandName, layers: Partial<Layers>) {
  const settled = settleOptions(command, {
    ...{ flags: {}, environment: {}, file: undefined, profile: 'nightly' },
    toPath: (path) => `at/${path}`,
    ...layers,
  });
  return Object.fromEntries(
    settled
      .filter(({ value }) => value !== undefined)
      .map(({ name, value, origin }) => [name, { value, origin }]),
  );
}

describe('the value of an option', () => {
  const file = toFile(
    layer({ 'account-id': 'whole' }, { import: { 'account-id': 'whole import' } }),
    layer({ 'account-id': 'profile' }, { import: { 'account-id': 'profile import' } }),
  );
  const flags = { accountId: 'flag' };
  const environment = { BITPOWR_ACCOUNT_ID: 'variable' };

  it.each<[string, Partial<Layers>, CommandName, string, object]>([
    ['the flag', { flags, environment, file }, 'import', 'flag', { kind: 'flag' }],
    [
      'the variable',
      { environment, file },
      'import',
      'variable',
      { kind: 'variable', variable: 'BITPOWR_ACCOUNT_ID', file: undefined },
    ],
    [
      "the profile's own of the command",
      { file },
      'import',
      'profile import',
      { kind: 'profile', place: ['profiles', 'nightly', 'commands', 'import', 'account-id'] },
    ],
    [
      'the profile',
      { file },
      'doctor',
      'profile',
      { kind: 'profile', place: ['profiles', 'nightly', 'options', 'account-id'] },
    ],
    [
      "the file's own of the command",
      { file, profile: undefined },
      'import',
      'whole import',
      { kind: 'file', place: ['commands', 'import', 'account-id'] },
    ],
    [
      'the file',
      { file, profile: undefined },
      'doctor',
      'whole',
      { kind: 'file', place: ['options', 'account-id'] },
    ],
  ])('is that of %s, before those below it', (_name, layers, command, value, origin) => {
    expect(settle(command, layers)['accountId']).toEqual({ value, origin });
  });

  it('is absent without all of them, and an empty variable counts as absent', () => {
    expect(settle('import', { environment: { BITPOWR_ACCOUNT_ID: '' } })).toEqual({});
  });

  it('says which file of credentials sets a variable that the process does not', () => {
    const credentials = { path: 'a.env', variables: { BITPOWR_ACCOUNT_ID: 'file', BITPOWR_BASE_URL: 'url' } };
    const found = settle('import', { credentials, environment: { BITPOWR_BASE_URL: 'own' } });
    const toOrigin = (variable: string, file?: string) => ({ kind: 'variable', variable, file });
    expect(found).toMatchObject({
      accountId: { value: 'file', origin: toOrigin('BITPOWR_ACCOUNT_ID', 'a.env') },
      baseUrl: { value: 'own', origin: toOrigin('BITPOWR_BASE_URL') },
    });
    expect(
      settle('import', { credentials, environment: { BITPOWR_ACCOUNT_ID: '' } })['accountId'],
    ).toBeUndefined();
  });

  it('is one, unless the option is repeatable', () => {
    expect(() => settle('import', { flags: { credentials: ['a.env', 'b.env'] } })).toThrow(
      'Expected `--credentials` once, got it 2 times.',
    );
    expect(() => settle('import', { flags: { config: false, strict: false } })).not.toThrow();
    expect(settle('import', { flags: { map: ['a=b', 'c=d'] } })['map']?.value).toEqual(['a=b', 'c=d']);
  });

  it('of a flag that is switched off is a value', () => {
    const strict = toFile(layer({ strict: true }));
    expect(settle('validate', { file: strict, flags: { strict: false } })['strict']).toEqual({
      value: false,
      origin: { kind: 'flag' },
    });
  });

  it('reaches only commands that have the option', () => {
    const mixed = toFile(layer({ live: 'org', rate: 5, quiet: true, port: 80 }));
    expect(Object.keys(settle('validate', { file: mixed }))).toEqual(['quiet']);
    expect(Object.keys(settle('runs', { file: mixed }))).toEqual([]);
  });
});

describe('a value of a file', () => {
  it('becomes what a user would type', () => {
    const file = toFile(
      layer({
        concurrency: 8,
        'max-drift': '0.5%',
        ignore: ['description', 'metaData.plan'],
        null: ['-', 'n/a'],
        where: 'active=1',
        'email-unique': false,
      }),
    );
    const values = Object.entries(settle('reconcile', { file })).map(([name, { value }]) => [name, value]);
    expect(Object.fromEntries(values)).toEqual({
      concurrency: '8',
      maxDrift: '0.5%',
      ignore: 'description,metaData.plan',
      null: ['-', 'n/a'],
      where: 'active=1',
    });
    expect(settle('import', { file })['emailUnique']?.value).toBe(false);
  });

  it('that is a path is read from the folder of the file; - and JSON are no paths', () => {
    const file = toFile(
      layer({ mapping: 'm.json', 'reports-dir': '/abs', metrics: 'a.prom', rules: 'r.json' }),
    );
    expect(settle('reconcile', { file })).toMatchObject({
      mapping: { value: 'at/m.json' },
      reportsDir: { value: 'at//abs' },
      metrics: { value: 'at/a.prom' },
      rules: { value: 'at/r.json' },
    });
    const output = (value: string) =>
      settle('export', { file: toFile(layer({}, { export: { output: value } })) })['output']?.value;
    expect([output('-'), output('x.csv')]).toEqual(['-', 'at/x.csv']);
    const faults = (value: string) =>
      settle('sandbox', { file: toFile(layer({ faults: value })) })['faults']?.value;
    expect([faults('{}'), faults('@f.json')]).toEqual(['{}', '@at/f.json']);
  });
});

describe('two options that exclude each other', () => {
  const names = (layers: Partial<Layers>) => Object.keys(settle('import', layers)).sort();

  it('give way to the one that is nearer to the command line', () => {
    const sandbox = toFile(layer({ sandbox: true }));
    expect(names({ file: sandbox, flags: { baseUrl: 'https://example.com' } })).toEqual(['baseUrl']);
    const url = toFile(layer({ 'base-url': 'https://example.com' }));
    expect(names({ file: url, flags: { sandbox: true } })).toEqual(['sandbox']);
    const both = toFile(layer({ sandbox: true }), layer({ 'base-url': 'https://example.com' }));
    expect(names({ file: both })).toEqual(['baseUrl']);
    const own = toFile(layer({ sandbox: true }, { import: { 'base-url': 'https://example.com' } }));
    expect(names({ file: own })).toEqual(['baseUrl']);
    const common = layer({ 'base-url': 'https://example.com' });
    expect(names({ file: toFile(layer({}, { import: { sandbox: true } }), common) })).toEqual(['baseUrl']);
    const credentials = toFile(layer({ credentials: 'a.env' }));
    expect(names({ file: credentials, flags: { envFile: 'b.env' } })).toEqual(['envFile']);
  });

  it('both stay where one place has both, for the command to refuse', () => {
    expect(names({ flags: { sandbox: true, baseUrl: 'https://example.com' } })).toEqual([
      'baseUrl',
      'sandbox',
    ]);
    const file = toFile(layer({ sandbox: true, 'base-url': 'https://example.com' }));
    expect(names({ file })).toEqual(['baseUrl', 'sandbox']);
  });

  it('leave the sandbox of a file where a variable has a URL: no customer outside of it is touched', () => {
    const file = toFile(layer({ sandbox: true }));
    const environment = { BITPOWR_BASE_URL: 'https://example.com' };
    expect(names({ file, environment })).toEqual(['sandbox']);
    expect(names({ flags: { sandbox: true }, environment })).toEqual(['sandbox']);
  });

  it('a flag that is off excludes nothing', () => {
    const file = toFile(layer({ 'base-url': 'https://example.com' }));
    expect(names({ file, flags: { sandbox: false } })).toEqual(['baseUrl', 'sandbox']);
  });
});

describe('a run that is continued', () => {
  const file = toFile(
    layer({}),
    layer({
      ...{
        rate: 5,
        'max-errors': 3,
        mask: true,
        bom: true,
        'base-url': 'https://example.com',
        sandbox: true,
      },
      ...{ credentials: 'a.env', quiet: true, 'reports-dir': 'r', 'wait-for-lock': '2h', live: 'org' },
    }),
  );

  it.each<CommandName>(['apply', 'resume'])('by %s keeps the options that it was begun with', (command) => {
    expect(Object.keys(settle(command, { file })).sort()).toEqual(
      ['credentials', 'live', 'quiet', 'reportsDir', 'waitForLock'].sort(),
    );
  });

  it('by undo has options of its own, and the server of the run', () => {
    const names = Object.keys(settle('undo', { file }));
    expect(names).toEqual(expect.arrayContaining(['rate', 'maxErrors', 'mask', 'live', 'credentials']));
    expect(names).not.toContain('baseUrl');
    expect(names).not.toContain('sandbox');
  });

  it('and doctor take no word for LIVE customers but that of the command line', () => {
    expect(settle('doctor', { file })).not.toHaveProperty('live');
    expect(settle('doctor', { file, flags: { live: true } })['live']?.value).toBe(true);
  });
});
