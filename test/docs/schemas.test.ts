/** The JSON Schemas of files that users write accept what the program reads, and refuse what it refuses. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { configFileSchema } from '../../src/config/file/schema.js';
import { listOptions } from '../../src/config/list-options.js';
import { rulesSchema } from '../../src/core/rules.js';
import { readCode, readPage } from './pages.js';

const ajv = new Ajv2020({ allErrors: true, strict: false });

function compile(name: string) {
  const path = `docs/reference/${name}.schema.json`;
  return ajv.compile(JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>);
}

const isConfig = compile('config');
const isRules = compile('rules');

/** The examples of a page in JSON and YAML. */
const listExamples = (page: string): unknown[] =>
  readCode(readPage(page).text)
    .filter(({ language }) => language === 'json' || language === 'yaml')
    .map(({ language, text }): unknown => (language === 'json' ? JSON.parse(text) : parse(text)));

const CONFIGS = ['docs/reference/config-file.md', 'docs/guides/nightly.md']
  .flatMap(listExamples)
  .filter((example) => !(typeof example === 'object' && example !== null && 'groups' in example));

describe('the configuration files of the docs', () => {
  it('are found', () => {
    expect(CONFIGS.length).toBeGreaterThan(3);
  });

  it.each(CONFIGS.map((example) => [example]))('%j fits the schema and the program', (example) => {
    isConfig(example);
    expect(isConfig.errors).toBeNull();
    expect(configFileSchema.safeParse(example).error).toBeUndefined();
  });

  it('say in JSON and in YAML the same', () => {
    const [json, yaml] = listExamples('docs/reference/config-file.md');
    expect(yaml).toEqual({ ...(json as object), $schema: undefined });
  });
});

const inOptions = (options: object) => ({ options });
const inCommand = (command: string, options: object) => ({ commands: { [command]: options } });

describe('the JSON Schema of the configuration file', () => {
  it.each([
    {},
    { $schema: './x.json', 'default-profile': 'a', options: {}, commands: {}, profiles: { a: {} } },
    inOptions({ concurrency: 1, rate: 0.5, timeout: 3600, 'max-requests': 5 }),
    inOptions({ 'max-errors': '5%', 'max-changes': 0, 'max-duration': '2h', 'wait-for-lock': 1.5 }),
    inOptions({ sheet: 2 }),
    inOptions({ reserve: '30%', sheet: '2', delimiter: 'tab', 'created-after': '2026-11-22' }),
    inOptions({ match: 'uid,email', null: '-', where: ['a=1', 'b='], map: 'email=E-mail' }),
    inOptions({ match: ['uid', 'email'], null: ['-', ''], fields: ['uid', 'metaData.plan'] }),
    inOptions({ strict: true, 'email-unique': false, sandbox: true, mask: false, bom: true }),
    inOptions({ dialect: 'pandas', mode: 'create', 'address-type': 'legacy', annotate: 'A.XLSX' }),
    inCommand('export', { output: '-', addresses: true }),
    inCommand('reconcile', { addresses: false, previous: 'last', 'max-drift': 10 }),
    inCommand('sandbox', { port: 0, faults: '{}' }),
    inCommand('show', { row: 3, reveal: true }),
    { profiles: { a: { options: { live: 'org-1' }, commands: { import: { live: 'org_2' } } } } },
  ])('accepts %j, as the program does', (file) => {
    isConfig(file);
    expect(isConfig.errors).toBeNull();
    expect(configFileSchema.safeParse(file).error).toBeUndefined();
  });

  it.each([
    [],
    { option: {} },
    { 'default-profile': '-a' },
    { profiles: { 'a b': {} } },
    { profiles: { a: { rate: 1 } } },
    { profiles: { a: { options: { live: true } } } },
    { options: { live: 'org-1' } },
    { commands: { improt: {} } },
    inCommand('validate', { rate: 1 }),
    inCommand('resume', { rate: 1 }),
    inCommand('apply', { 'base-url': 'https://example.com' }),
    inCommand('doctor', { live: 'org-1' }),
    inOptions({ output: 'a.csv' }),
    inOptions({ addresses: true }),
    inOptions({ config: 'a' }),
    inOptions({ profile: 'a' }),
    inOptions({ 'env-file': 'a' }),
    inOptions({ maxDrift: 1 }),
    inOptions({ concurrency: '8' }),
    inOptions({ concurrency: 0 }),
    inOptions({ concurrency: 1.5 }),
    inOptions({ concurrency: null }),
    inOptions({ rate: 0 }),
    inOptions({ 'max-errors': 0 }),
    inOptions({ 'max-errors': 1.5 }),
    inOptions({ 'max-errors': '5 %' }),
    inOptions({ 'max-duration': 0 }),
    inOptions({ strict: 'yes' }),
    inOptions({ strict: 1 }),
    inOptions({ sheet: 0 }),
    inOptions({ 'run-id': 2026 }),
    inOptions({ mode: 'replace' }),
    inOptions({ match: [] }),
    inOptions({ null: [1] }),
    inOptions({ map: { email: 'E-mail' } }),
    inOptions({ map: 'email' }),
    inOptions({ annotate: 'a.csv' }),
    inOptions({ rules: { rules: [] } }),
    inOptions({ credentials: ['a'] }),
  ])('refuses %j, as the program does', (file) => {
    expect(isConfig(file)).toBe(false);
    expect(configFileSchema.safeParse(file).success).toBe(false);
  });

  it('has each option of each command, or says why not', () => {
    const FLAGS_ONLY = ['--config', '--profile', '--env-file'];
    const missing = listOptions()
      .filter(({ command }) => !['apply', 'resume', 'undo', 'doctor', 'config', 'explain'].includes(command))
      .flatMap(({ command, options }) =>
        options
          .filter(({ name, value }) => {
            const key = name.slice(2);
            const { profiles } = {
              profiles: { a: { commands: { [command]: { [key]: value ? {} : true } } } },
            };
            const errors = configFileSchema.safeParse({ profiles }).error?.issues ?? [];
            return errors.some(({ code }) => code === 'unrecognized_keys');
          })
          .map(({ name }) => name),
      );
    expect([...new Set(missing)].sort()).toEqual(FLAGS_ONLY.sort());
  });
});

describe('the rules files of the docs', () => {
  it.each(listExamples('docs/guides/custom-rules.md').map((example) => [example]))(
    '%j fits the schema and the program',
    (example) => {
      isRules(example);
      expect(isRules.errors).toBeNull();
      expect(rulesSchema.safeParse(example).error).toBeUndefined();
    },
  );
});

const rule = (more: object) => ({ rules: [{ column: 'a', ...more }] });

describe('the JSON Schema of the rules file', () => {
  it.each([
    { rules: [] },
    { $schema: './rules.schema.json', ...rule({ required: true }) },
    rule({ pattern: '^\\d+$', ignoreCase: true, severity: 'warning', message: 'm', hint: 'h' }),
    rule({ oneOf: ['x'], minLength: 0, maxLength: 5, min: -1.5, max: 2, unique: true }),
    rule({ required: false, min: 1 }),
  ])('accepts %j, as the program does', (file) => {
    isRules(file);
    expect(isRules.errors).toBeNull();
    expect(rulesSchema.safeParse(file).error).toBeUndefined();
  });

  it.each([
    {},
    [],
    { rules: {} },
    { rules: [{}] },
    { rules: [{ required: true }] },
    rule({}),
    rule({ required: false }),
    rule({ severity: 'error' }),
    rule({ required: 'yes' }),
    rule({ oneOf: [] }),
    rule({ minLength: -1 }),
    rule({ min: '1' }),
    rule({ required: true, severity: 'note' }),
    rule({ required: true, requierd: true }),
    { ...rule({ required: true }), more: 1 },
  ])('refuses %j, as the program does', (file) => {
    expect(isRules(file)).toBe(false);
    expect(rulesSchema.safeParse(file).success).toBe(false);
  });
});
