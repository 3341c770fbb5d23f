import { describe, expect, it } from 'vitest';
import {
  connectionOptionsSchema,
  exportOptionsSchema,
  importOptionsSchema,
  resumeOptionsSchema,
  type ImportOptions,
} from '../../src/config/options.js';
import { resolveOptions } from '../../src/config/resolve.js';
import { toKebab } from '../../src/core/kebab.js';

type Flags = Readonly<Record<string, unknown>>;

const resolve = (flags: Flags): ImportOptions => resolveOptions(importOptionsSchema, flags);

/** The sentence with which an option is refused. */
function refusal(name: keyof ImportOptions, value: unknown): string {
  try {
    resolve({ [name]: value });
  } catch (error) {
    expect(error).toMatchObject({ code: 'config_invalid', hint: 'See `bitpowr-bulk help`.' });
    return (error as Error).message;
  }
  throw new Error(`${name} took ${String(value)}.`);
}

describe('options that are not given', () => {
  it('have the defaults of the contract', () => {
    expect(resolve({})).toEqual({
      header: true,
      map: {},
      unknownColumns: 'warn',
      strict: false,
      concurrency: 32,
      reserve: 0,
      timeout: 30,
      live: false,
      mode: 'upsert',
      match: ['uid', 'externalId', 'email'],
      emailUnique: true,
      duplicates: 'error',
      blank: 'keep',
      zipcode: 'auto',
      requireAllValid: false,
      provisionAddress: false,
      asset: 'BTC',
      addressType: 'segwit',
      addressLabel: '{externalId}',
      dryRun: false,
      maxAlike: 50,
      mask: false,
      reportsDir: 'reports',
    });
  });

  it('stay as they were when a run is resumed', () => {
    expect(resolveOptions(resumeOptionsSchema, {})).toEqual({});
    expect(resolveOptions(resumeOptionsSchema, { rate: '5' })).toEqual({ rate: 5 });
  });

  it('do not share their defaults from one run to the next', () => {
    const first = resolve({});
    first.match.pop();
    Object.assign(first.map, { email: 'E-mail' });
    expect(resolve({})).toMatchObject({ match: ['uid', 'externalId', 'email'], map: {} });
  });
});

describe('options that must be given', () => {
  it('are asked for', () => {
    const message = 'Expected `--output` to be the name of a file, or -, got nothing.';
    expect(() => resolveOptions(exportOptionsSchema, {})).toThrow(message);
  });
});

describe('options that are given', () => {
  it('may not say two things', () => {
    const both = { subAccount: 'per-customer', subAccountId: 'sub-1' };
    expect(() => resolve(both)).toThrow(
      'Expected `--sub-account` to be left out where --sub-account-id names one for all, got `per-customer`.',
    );
  });

  it('may not ask for addresses without saying where', () => {
    const message =
      'Expected `--provision-address` to be given together with --account-id or BITPOWR_ACCOUNT_ID, the wallet for the addresses, got `true`.';
    expect(() => resolve({ provisionAddress: true })).toThrow(message);
    const resolved = resolveOptions(
      importOptionsSchema,
      { provisionAddress: true },
      { BITPOWR_ACCOUNT_ID: 'w' },
    );
    expect(resolved).toMatchObject({ provisionAddress: true, accountId: 'w' });
  });

  it('are taken from the flag, else from the environment', () => {
    const environment = { BITPOWR_ACCOUNT_ID: 'wallet-e' };
    const read = (flags: Flags, variables = {}) =>
      resolveOptions(importOptionsSchema, flags, variables).accountId;
    expect(read({ accountId: 'wallet-f' }, environment)).toBe('wallet-f');
    expect(read({}, environment)).toBe('wallet-e');
    expect(read({ accountId: undefined }, environment)).toBe('wallet-e');
    expect(read({}, { BITPOWR_ACCOUNT_ID: '' })).toBeUndefined();
    expect(read({})).toBeUndefined();
  });

  it('take from the environment only what stands for an option of the command', () => {
    const environment = { BITPOWR_ACCOUNT_ID: 'wallet-e', concurrency: '7', BITPOWR_CONCURRENCY: '7' };
    expect(resolveOptions(connectionOptionsSchema, {}, environment)).toEqual({
      concurrency: 32,
      reserve: 0,
      timeout: 30,
      live: false,
    });
  });

  it('are only those that the command has', () => {
    expect(resolveOptions(connectionOptionsSchema, { _: ['import'], $0: 'x', concurrency: '4' })).toEqual({
      concurrency: 4,
      reserve: 0,
      timeout: 30,
      live: false,
    });
  });

  it.each([
    ['concurrency', '1', 1],
    ['concurrency', '256', 256],
    ['concurrency', 8, 8],
    ['limit', '1', 1],
    ['limit', '1000000000', 1_000_000_000],
    ['rate', '0.5', 0.5],
    ['rate', '100000', 100_000],
    ['reserve', '30%', 0.3],
    ['reserve', '0%', 0],
    ['reserve', '90%', 0.9],
    ['timeout', '0.001', 0.001],
    ['timeout', '3600', 3600],
    ['maxDuration', '90', 90],
    ['maxDuration', '1.5s', 1.5],
    ['maxDuration', '30m', 1800],
    ['maxDuration', '0.5h', 1800],
    ['maxRequests', '1', 1],
    ['maxRequests', '1000000000', 1_000_000_000],
    ['expectRows', '1000', { amount: 1000, isPercent: false }],
    ['expectRows', '95%', { amount: 95, isPercent: true }],
    ['sourceName', 'Customers (CRM)', 'Customers (CRM)'],
    ['query', 'SELECT 1', 'SELECT 1'],
    ['maxErrors', '10', { amount: 10, isPercent: false }],
    ['maxErrors', '0.5%', { amount: 0.5, isPercent: true }],
    ['maxErrors', '100%', { amount: 100, isPercent: true }],
    ['maxErrors', 'none', 'none'],
    ['live', true, true],
    ['strict', true, true],
    ['emailUnique', false, false],
    ['requireAllValid', true, true],
    ['provisionAddress', true, true],
    ['match', 'email', ['email']],
    ['match', 'email, externalId ,uid', ['email', 'externalId', 'uid']],
    ['delimiter', ';', ';'],
    ['delimiter', '\t', '\t'],
    ['delimiter', '\\t', '\t'],
    ['delimiter', 'TAB', '\t'],
    ['delimiter', ' ', ' '],
    ['encoding', 'windows-1252', 'windows-1252'],
    ['map', { email: 'E-mail' }, { email: 'E-mail' }],
    ['unknownColumns', 'metadata', 'metadata'],
    ['defaultCountry', 'ng', 'NG'],
    ['mode', 'create', 'create'],
    ['mode', 'update', 'update'],
    ['duplicates', 'last', 'last'],
    ['blank', 'clear', 'clear'],
    ['asset', 'USDT_TRON-2', 'USDT_TRON-2'],
    ['asset', 'x'.repeat(32), 'x'.repeat(32)],
    ['accountId', 'wallet', 'wallet'],
    ['subAccountId', 'sub', 'sub'],
    ['subAccount', 'per-customer', 'per-customer'],
    ['addressType', 'legacy', 'legacy'],
    ['addressType', 'wrappedsegwit', 'wrappedsegwit'],
    ['addressLabel', '{name} ({externalId}, {email}, {uid})', '{name} ({externalId}, {email}, {uid})'],
    ['addressLabel', 'deposit', 'deposit'],
    ['reportsDir', '/tmp/r', '/tmp/r'],
    ['runId', '2026-11-22_a.b', '2026-11-22_a.b'],
    ['runId', 'a'.repeat(100), 'a'.repeat(100)],
  ] as const)('%s takes %j as %j', (name, given, taken) => {
    expect(resolve({ accountId: 'wallet', [name]: given })[name]).toEqual(taken);
  });
});

describe('options that are refused', () => {
  it.each([
    ['0', '0'],
    ['257', '257'],
    ['1.5', '1.5'],
    ['-1', '-1'],
    ['many', 'many'],
    ['', ''],
    ['NaN', 'NaN'],
  ])('say what concurrency takes when it is %j', (value, shown) => {
    expect(refusal('concurrency', value)).toBe(
      `Expected \`--concurrency\` to be an integer from 1 to 256, got \`${shown}\`.`,
    );
  });

  it.each([
    ['limit', '0', 'an integer from 1 to 1000000000'],
    ['limit', '1000000001', 'an integer from 1 to 1000000000'],
    ['rate', '0', 'a number above 0 and up to 100000'],
    ['rate', '-3', 'a number above 0 and up to 100000'],
    ['rate', '100001', 'a number above 0 and up to 100000'],
    ['rate', 'Infinity', 'a number above 0 and up to 100000'],
    ['reserve', '30', 'a percentage from 0% to 90%, such as 30%'],
    ['reserve', '91%', 'a percentage from 0% to 90%, such as 30%'],
    ['reserve', '-5%', 'a percentage from 0% to 90%, such as 30%'],
    ['reserve', '0.3', 'a percentage from 0% to 90%, such as 30%'],
    ['timeout', '0', 'a number above 0 and up to 3600'],
    ['timeout', '3600.5', 'a number above 0 and up to 3600'],
    ['timeout', '30s', 'a number above 0 and up to 3600'],
    ['mode', 'replace', 'one of upsert, create, update'],
    ['duplicates', 'none', 'one of error, first, last'],
    ['blank', 'null', 'one of keep, clear'],
    ['asset', 'B T C', 'the name of an asset, such as BTC'],
    ['asset', 'x'.repeat(33), 'the name of an asset, such as BTC'],
    ['delimiter', '', 'one character, but not a quote or a line end'],
    ['delimiter', '"', 'one character, but not a quote or a line end'],
    ['delimiter', '\n', 'one character, but not a quote or a line end'],
    ['delimiter', ';;', 'one character, but not a quote or a line end'],
    ['encoding', '', 'the name of an encoding'],
    ['live', 'yes', 'a flag without a value'],
    ['strict', 1, 'a flag without a value'],
    ['match', 'phone', 'a list of uid, externalId, email, each at most once'],
    ['match', 'uid,uid', 'a list of uid, externalId, email, each at most once'],
    ['match', '', 'a list of uid, externalId, email, each at most once'],
    ['match', 'uid,', 'a list of uid, externalId, email, each at most once'],
  ] as const)('say what %s takes when it is %j', (name, value, expected) => {
    expect(refusal(name, value)).toBe(`Expected \`--${name}\` to be ${expected}, got \`${value}\`.`);
  });

  it.each([
    ['maxDuration', '', '--max-duration', 'a time such as 90, 30m or 2h'],
    ['maxDuration', '2d', '--max-duration', 'a time such as 90, 30m or 2h'],
    ['maxDuration', '-5', '--max-duration', 'a time such as 90, 30m or 2h'],
    ['maxDuration', '0m', '--max-duration', 'a time above 0, such as 90, 30m or 2h'],
    ['maxRequests', '0', '--max-requests', 'an integer from 1 to 1000000000'],
    ['expectRows', '0', '--expect-rows', 'a number of rows above 0, or a percentage up to 100%'],
    ['sourceName', 'a/b', '--source-name', 'a name of up to 100 characters, without / and \\'],
    ['query', '', '--query', 'a SELECT'],
    ['maxErrors', '1.5', '--max-errors', 'a number of rows or a percentage, such as 10 or 5%, or none'],
    ['maxErrors', '5 %', '--max-errors', 'a number of rows or a percentage, such as 10 or 5%, or none'],
    ['maxErrors', '0', '--max-errors', 'a number of rows above 0, or a percentage up to 100%, or none'],
    ['maxErrors', '0%', '--max-errors', 'a number of rows above 0, or a percentage up to 100%, or none'],
    ['maxErrors', '101%', '--max-errors', 'a number of rows above 0, or a percentage up to 100%, or none'],
    ['unknownColumns', 'drop', '--unknown-columns', 'one of warn, error, ignore, metadata'],
    ['defaultCountry', 'NGA', '--default-country', 'a country code of two letters'],
    ['defaultCountry', '+1', '--default-country', 'a country code of two letters'],
    ['accountId', '', '--account-id', 'the uid of a wallet'],
    ['subAccountId', '', '--sub-account-id', 'the uid of a sub-account'],
    ['subAccount', 'shared', '--sub-account', 'one of per-customer'],
    ['addressType', 'taproot', '--address-type', 'one of segwit, wrappedsegwit, legacy'],
    ['reportsDir', '', '--reports-dir', 'a folder'],
    ['runId', '../x', '--run-id', 'a name of letters, digits, ".", "_" and "-"'],
    ['runId', '.hidden', '--run-id', 'a name of letters, digits, ".", "_" and "-"'],
    ['runId', 'a'.repeat(101), '--run-id', 'a name of letters, digits, ".", "_" and "-"'],
  ] as const)('call %s, given as %j, by the name of its flag', (name, value, flag, expected) => {
    expect(refusal(name, value)).toBe(`Expected \`${flag}\` to be ${expected}, got \`${value}\`.`);
  });
});

describe('a label of addresses', () => {
  it.each(['', '{phone}', '{externalId', 'externalId}', '{}', '{ name }', '{name}{'])(
    'is not %j',
    (label) => {
      expect(refusal('addressLabel', label)).toBe(
        'Expected `--address-label` to be a text with only the placeholders ' +
          `{externalId}, {email}, {name} and {uid}, got \`${label}\`.`,
      );
    },
  );
});

describe('the name of a flag', () => {
  it.each([
    ['unknownColumns', 'unknown-columns'],
    ['requireAllValid', 'require-all-valid'],
    ['rate', 'rate'],
    ['', ''],
  ])('of %j is %j', (name, kebab) => {
    expect(toKebab(name)).toBe(kebab);
  });
});
